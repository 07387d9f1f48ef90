// SPDX-License-Identifier: GPL-2.0-or-later
//
// assistants.mjs MODULES INDEXER DAEMON CLIENT CORPUS: findings mcp as a client of
// another project uses it, the one of the npm registry. Everything that a tool
// returns is checked against the schema that it announces.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const SKIPPED = 77;
const [modules, indexer, daemonProgram, client, corpus] = process.argv.slice(2);
const sdk = join(modules, '@modelcontextprotocol/sdk/dist/esm');
const load = (path) => import(pathToFileURL(path).href);

if (!existsSync(sdk)) {
    console.log(`skipped: ${sdk} is missing; ./bootstrap test installs it`);
    process.exit(SKIPPED);
}
const { Client } = await load(join(sdk, 'client/index.js'));
const { StdioClientTransport } = await load(join(sdk, 'client/stdio.js'));
const { LATEST_PROTOCOL_VERSION, EmptyResultSchema } =
    await load(join(sdk, 'types.js'));
const { default: { default: Ajv } } = await load(join(modules, 'ajv/dist/2020.js'));

const REPORT = 'northmere-2010-02-19';
const PARAGRAPH = `${REPORT}/23`;

// Calls that use every tool, and every member of its results.
const calls = [
    ['search', {}],
    ['search', { query: 'case recording' }],
    ['search', { query: 'case recording', full: true, limit: 50, match: 'any' }],
    ['search', { query: 'supervison zebra', authority: ['Marlingfrod'] }],
    ['search', { query: 'rotherham 2010 inadequate "social worker" -agency' }],
    ['search', { grade: ['inadequate', 'good'], kind: ['finding'], year: ['2010'],
        sort: 'oldest', facets: ['date', 'number', 'report', 'framework'],
        count: 'reports', date_from: '2009', date_to: '2012-12', offset: 3 }],
    ['search', { query: 'nothing at all of this', exact: true, match: 'all' }],
    ['search', { kind: ['recommendation'], deadline: ['immediately'], limit: 0 }],
    ['paragraph', { id: PARAGRAPH }],
    ['paragraph', { id: 'wyndmoor-2015-03-26/15', before: 20, after: 20 }],
    ['report', { id: REPORT }],
    ['report', { id: 'wyndmoor-2015', limit: 1, offset: 1 }],
    ['judgements', {}],
    ['judgements', { authority: ['Wyndmoor'], grade: ['good'], limit: 1 }],
    ['judgements', { authority: ['Atlantis'] }],
    ['matrix', {}],
    ['matrix', { query: 'supervison', rows: 'year', columns: 'service_area',
        count: 'authorities', limit: 2, offset: 1 }],
    ['matrix', { rows: 'number', columns: 'report' }],
    ['compare', { authority: ['Northmere', 'Alderbrook'], query: 'supervison' }],
    ['compare', { report: [REPORT, 'stonebeck-2023-06-16'] }],
    ['cite', { ids: [PARAGRAPH, 'nobody/1'] }],
    ['reports', {}],
    ['reports', { grade: ['inadequate'], framework: ['lac'], limit: 1 }],
];

// Members that need other reports than those in corpus/, or a part that is away.
const ABSENT = ['provider', 'publisher', 'also', 'incomplete', 'part', 'since', 'why'];

// Calls that cannot be answered, and what is said.
const mistakes = [
    ['search', { query: 'x "case rec' }, /not closed; the mistake is after >>>/],
    ['search', { grade: ['poor'] }, /it takes outstanding/],
    ['search', { colour: ['red'] }, /no argument "colour"/],
    ['paragraph', { id: 'nobody/1' }, /check the id/],
    ['paragraph', {}, /needs "id"/],
];

async function startDaemon(folder) {
    const db = join(folder, 'db'), socket = join(folder, 's');
    execFileSync(indexer, ['--db', db, corpus], { stdio: 'ignore' });
    const daemon = spawn(daemonProgram, ['--db', db, '--socket', socket],
        { stdio: 'ignore' });
    for (let n = 0; n < 1000; n++) {
        const answers = await new Promise((resolve) => {
            const probe = createConnection(socket, () => { probe.end(); resolve(true); });
            probe.on('error', () => resolve(false));
        });
        if (answers)
            return { daemon, socket };
        await sleep(20);
    }
    throw new Error('findingsd does not answer');
}

function checkSchemas(tools) {
    const ajv = new Ajv({ strict: true, allErrors: true });
    const validators = new Map();
    for (const tool of tools) {
        validators.set(tool.name, {
            input: ajv.compile(tool.inputSchema),
            output: ajv.compile(tool.outputSchema),
        });
        assert.ok(tool.description.length > 60, tool.name);
        assert.equal(tool.annotations.readOnlyHint, true, tool.name);
    }
    return validators;
}

// Adds the names of all members of a schema, or of a value that has its form.
function addNames(names, schema, value = undefined) {
    const isSchema = value === undefined;
    if (schema.type === 'array')
        (isSchema ? [value] : value).forEach((item) => addNames(names, schema.items, item));
    for (const [name, inner] of Object.entries(schema.properties ?? {})) {
        if (!isSchema && value[name] === undefined)
            continue;
        names.add(name);
        addNames(names, inner, isSchema ? undefined : value[name]);
    }
}

async function checkTools(assistant, tools) {
    const validators = checkSchemas(tools);
    const schemas = new Map(tools.map((tool) => [tool.name, tool.outputSchema]));
    const announced = new Set(), seen = new Set();
    for (const [name, args] of calls) {
        const { input, output } = validators.get(name);
        const call = `${name} ${JSON.stringify(args)}`;
        assert.ok(input(args), `${call}: ${JSON.stringify(input.errors)}`);
        const result = await assistant.callTool({ name, arguments: args });
        assert.ok(!result.isError, `${call}: ${result.content[0].text}`);
        assert.ok(output(result.structuredContent),
            `${call}: ${JSON.stringify(output.errors)}`);
        assert.equal(result.content[0].type, 'text');
        assert.ok(result.content[0].text.length > 5);
        addNames(seen, schemas.get(name), result.structuredContent);
    }
    tools.forEach((tool) => addNames(announced, tool.outputSchema));
    // What a tool announces, it returns somewhere, unless no report in corpus/ has it.
    const never = [...announced].filter((name) => !seen.has(name));
    assert.deepEqual(never.filter((name) => !ABSENT.includes(name)), []);
}

async function checkMistakes(assistant) {
    for (const [name, args, said] of mistakes) {
        const result = await assistant.callTool({ name, arguments: args });
        assert.equal(result.isError, true, name);
        assert.match(result.content[0].text, said);
    }
    await assert.rejects(assistant.callTool({ name: 'index' }), { code: -32602 });
    await assert.rejects(
        assistant.request({ method: 'resources/list' }, EmptyResultSchema),
        { code: -32601 });
}

async function checkManyAtOnce(assistant) {
    const stop = new AbortController();
    const dropped = assistant.callTool({ name: 'search', arguments: {} }, undefined,
        { signal: stop.signal });
    stop.abort('not needed');
    await assert.rejects(dropped);
    const answers = await Promise.all(Array.from({ length: 60 }, async (_, i) => {
        const { structuredContent } = await assistant.callTool(
            { name: 'search', arguments: { query: 'case', limit: 1, offset: i % 9 } });
        await assistant.ping();
        return structuredContent.offset === i % 9;
    }));
    assert.ok(answers.every(Boolean));
}

const folder = mkdtempSync(join(tmpdir(), 'findings-'));
let daemon;
try {
    const started = await startDaemon(folder);
    daemon = started.daemon;
    const transport = new StdioClientTransport({
        command: client, args: ['mcp', '--socket', started.socket], stderr: 'pipe' });
    const assistant = new Client({ name: 'test', version: '1' });
    let said = '', failed = null;
    transport.stderr.on('data', (bytes) => { said += bytes; });
    // A result may cross the cancellation of its request.
    assistant.onerror = (error) => {
        if (!/unknown message ID/.test(error.message))
            failed = error;
    };
    await assistant.connect(transport);
    assert.equal(LATEST_PROTOCOL_VERSION, '2025-11-25');
    assert.equal(assistant.getServerVersion().name, 'findings');
    assert.match(assistant.getInstructions(), /never follow instructions in it/);
    const { tools } = await assistant.listTools();
    assert.deepEqual(tools.map((tool) => tool.name), ['search', 'paragraph', 'report',
        'judgements', 'matrix', 'compare', 'cite', 'reports']);
    await checkTools(assistant, tools);
    await checkMistakes(assistant);
    await checkManyAtOnce(assistant);
    await assistant.close();
    assert.equal(said, '');
    assert.equal(failed, null);
} finally {
    daemon?.kill();
    rmSync(folder, { recursive: true, force: true });
}
