#!/bin/sh
# Checks the runbooks with another validator than the tests: ajv, from npm. It needs node, npm and the
# network; everything it fetches lies in a temporary folder. Prints what was accepted and refused, and
# fails when that is not as it should be.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ajv@8 js-yaml@4
cat >check.js <<'JS'
const fs = require('fs'), path = require('path'), yaml = require('js-yaml'), Ajv = require('ajv');
const root = process.argv[2], golden = path.join(root, 'src/test/resources/golden');
const ajv = new Ajv({strict: true, strictRequired: false, allowUnionTypes: true});
ajv.addVocabulary(['errorMessage']); // the yaml-language-server's own
const schemas = Object.fromEntries(['runbook', 'playbook', 'drill'].map(kind =>
  [kind, ajv.compile(JSON.parse(fs.readFileSync(path.join(root, `runbooks/schema/${kind}.schema.json`))))]));
const files = folder => fs.readdirSync(folder, {recursive: true, withFileTypes: true})
  .filter(f => f.isFile() && f.name.endsWith('.yaml')).map(f => path.join(f.parentPath ?? f.path, f.name));
// YAML 1.2 has no dates, and neither has the core schema; what is no YAML is refused as well
function refused(file) {
  const kind = path.basename(path.dirname(file)) === 'drills' ? 'drill'
    : path.basename(file) === 'playbook.yaml' ? 'playbook' : 'runbook';
  try {
    const value = yaml.load(fs.readFileSync(file, 'utf8'), {schema: yaml.CORE_SCHEMA});
    return schemas[kind](value ?? null) ? null : ajv.errorsText(schemas[kind].errors);
  } catch (e) {
    return e.message;
  }
}
const count = {accepted: 0, refused: 0, skipped: 0, wrong: 0};
function check(what, why, wanted) {
  count[why ? 'refused' : 'accepted']++;
  if (!!why !== wanted) {
    count.wrong++;
    console.log(`${what} is ${why ? 'refused: ' + why : 'accepted'}`);
  }
}
for (const folder of ['runbooks', 'src/test/resources/drills', 'src/test/resources/examples'])
  for (const file of files(path.join(root, folder))) check(path.relative(root, file), refused(file), false);
for (const line of fs.readFileSync(path.join(golden, 'seen-by-schema.txt'), 'utf8').trim().split('\n')) {
  const [who, name] = line.split(' ');
  if (who === 'yaml') count.skipped++; // irb reads YAML more strictly than editors do
  else if (who !== '#')
    check('golden/lint/' + name, files(path.join(golden, 'lint', name)).map(refused).find(why => why), who === 'schema');
}
console.log(`accepted ${count.accepted}, refused ${count.refused}, no YAML for irb ${count.skipped}, not as it should be ${count.wrong}`);
process.exit(count.wrong ? 1 : 0);
JS
node check.js "$root"
