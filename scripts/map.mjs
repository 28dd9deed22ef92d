// Draws src/scoreboard/map.json, shapes of the 30 countries, from Natural Earth (world-atlas); run by hand.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { geoAzimuthalEqualArea, geoPath } from 'd3-geo'
import { feature, merge } from 'topojson-client'
import { presimplify, simplify } from 'topojson-simplify'

const root = resolve(import.meta.dirname, '..')
const width = 800
const height = 760

/** ISO 3166 numbers of world-atlas by the Union's codes. */
const numbers = {
  ...{ AT: '040', BE: '056', BG: '100', CY: '196', CZ: '203', DE: '276', DK: '208', EE: '233', EL: '300' },
  ...{ ES: '724', FI: '246', FR: '250', HR: '191', HU: '348', IE: '372', IS: '352', IT: '380', LI: '438' },
  ...{ LT: '440', LU: '442', LV: '428', MT: '470', NL: '528', NO: '578', PL: '616', PT: '620', RO: '642' },
  ...{ SE: '752', SI: '705', SK: '703' },
}
/** Too small to be seen: a disc stands for each. */
const small = ['LI', 'LU', 'MT']
/** Where the middle of the largest part is no place for a mark. */
const marks = { NO: [330, 248], HR: [432, 532], EL: [502, 652] }

const require = createRequire(import.meta.url)
const read = () => JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'))
const exact = read()
const plain = simplify(presimplify(read()), 0.006)

const projection = geoAzimuthalEqualArea()
  .rotate([-13, -52])
  .scale(1130)
  .translate([width * 0.47, height * 0.535])
  .clipExtent([
    [0, 0],
    [width, height],
  ])
const path = geoPath(projection).digits(0)

/** The island of Cyprus is one shape: we draw no border through it. */
const isOf = (shape, code) =>
  shape.id === numbers[code] || (code === 'CY' && shape.properties.name === 'N. Cyprus')
const shapesOf = ({ objects }, code) => objects.countries.geometries.filter(shape => isOf(shape, code))
const isMember = shape => Object.keys(numbers).some(code => isOf(shape, code))

const countries = Object.keys(numbers).map(code => {
  const [largest] = largestFirst(merge(exact, shapesOf(exact, code)))
  const [x, y] = marks[code] ?? path.centroid(largest).map(Math.round)
  const shape = small.includes(code) ? '' : (path(merge(plain, shapesOf(plain, code))) ?? '')
  return { country: code, shape, x, y }
})

/** Parts of a country by size within the picture: its mark stands on the largest. */
function largestFirst({ coordinates }) {
  return coordinates
    .map(one => ({ type: 'Polygon', coordinates: one }))
    .toSorted((a, b) => path.area(b) - path.area(a))
}

/** All others are one shape without borders between them. */
const others = path(
  merge(
    plain,
    plain.objects.countries.geometries.filter(shape => !isMember(shape)),
  ),
)
const all = feature(plain, plain.objects.countries).features.length
const file = resolve(root, 'src/scoreboard/map.json')
const drawn = {
  source: `Natural Earth 1:50m by world-atlas 2.0.2 (ISC), ${all} shapes; made by scripts/map.mjs`,
  ...{ width, height, countries, others },
}
writeFileSync(file, `${JSON.stringify(drawn, null, 1)}\n`)
