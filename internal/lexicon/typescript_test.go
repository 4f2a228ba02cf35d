package lexicon

import (
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/peers"
)

// runByTypeScript turns each module into JavaScript and imports it.
const runByTypeScript = `
import typescript from 'typescript'

const options = {module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2020}
const snake = name => name.replace(/[A-Z]/g, letter => '_' + letter.toLowerCase())
answer(await Promise.all(asked.texts.map(async text => {
  const code = typescript.transpileModule(text, {compilerOptions: options}).outputText
  const module = await import('data:text/javascript,' + encodeURIComponent(code))
  const found = {lists: {}, relations: {}, foreign: []}
  const guards = Object.keys(module).filter(name => name.startsWith('is'))
  for (const [name, value] of Object.entries(module)) {
    if (!Array.isArray(value)) {
      if (typeof value !== 'function') found.relations[snake(name)] = value
      continue
    }
    const kind = asked.kinds[name], guard = 'is' + kind[0].toUpperCase() + kind.slice(1)
    const others = Object.values(module).filter(Array.isArray).flat().filter(other => !value.includes(other))
    found.lists[snake(kind)] = value
    found.foreign.push(...[...others, ...asked.strangers].filter(module[guard]).map(String))
    found.foreign.push(...value.filter(mine => !module[guard](mine)).map(mine => 'the rest without ' + mine))
  }
  return found
})))
`

func readByTypeScript(t *testing.T, texts []string) (all []lexicon) {
	kinds := map[string]string{}
	for _, l := range lists() {
		kinds[camel(l.kinds)] = camel(l.kind)
	}
	question := map[string]any{"texts": texts, "kinds": kinds, "strangers": strangers}
	peers.Ask(t, []string{"typescript"}, runByTypeScript, question, &all)
	return all
}

// compiledByTypeScript compiles the module and programs that import it, as
// tsc --strict --noEmit does, and answers with the complaints about each.
const compiledByTypeScript = `
import typescript from 'typescript'

const options = {strict: true, noEmit: true, types: [], lib: ['lib.es5.d.ts']}
const programs = asked.programs.map((text, i) => ['/program' + i + '.ts', text])
const files = new Map([['/vocabulary.ts', asked.module], ...programs])
const host = typescript.createCompilerHost(options)
const {readFile, fileExists, getSourceFile} = host
host.readFile = name => files.get(name) ?? readFile(name)
host.fileExists = name => files.has(name) || fileExists(name)
host.getSourceFile = (name, ...rest) => files.has(name)
  ? typescript.createSourceFile(name, files.get(name), ...rest) : getSourceFile(name, ...rest)
const program = typescript.createProgram([...files.keys()], options, host)
const found = typescript.getPreEmitDiagnostics(program)
const says = d => typescript.flattenDiagnosticMessageText(d.messageText, ' ')
answer([...files.keys()].map(name => found.filter(d => d.file?.fileName === name || !d.file).map(says)))
`

// TestTypeScriptCompiles: the module, and what uses it well, compile; what uses it
// badly does not.
func TestTypeScriptCompiles(t *testing.T) {
	const head = `import {State, Event, Reason, Verdict, classOf, observes, isState, isEvent, states, verdictOf} from "./vocabulary";` + "\n"
	programs := []struct {
		text, why string
		refused   string // what the compiler says; nothing where it compiles
	}{
		{`const s: State = "cancelled"; const e: Event = "renew"; export {s, e};`, "names are values", ""},
		{`export function f(x: unknown): State | undefined { return isState(x) ? x : undefined; }`, "a guard narrows", ""},
		{`export const blocked: Record<State, boolean> = {trial: false, active: false, past_due: true, grace_period: false, suspended: true, expired: true, cancelled: true, unknown: true};`, "the union is exactly the eight", ""},
		{`export const v: Verdict = verdictOf["ended"]; export const first: State = states[0]; export const seen: State | undefined = observes["renew"];`, "relations are typed", ""},
		{`export function f(s: State): number { switch (s) { case "trial": case "active": case "past_due": case "grace_period": case "suspended": case "expired": case "cancelled": case "unknown": return 1; } }`, "a switch over all states is whole", ""},
		{`export const s: State = "canceled";`, "no name of ours", "Did you mean '\"cancelled\"'?"},
		{`export const e: Event = "active";`, "a state is no event", "Did you mean '\"activate\"'?"},
		{`export const r: Reason = "";`, "an applied event has no reason", "is not assignable to type"},
		{`export function f(x: string): State { return x; }`, "any text is no state", "Type 'string' is not assignable"},
		{`export function f(s: State): number { switch (s) { case "trial": case "active": return 1; } }`, "a switch that leaves states out", "lacks ending return"},
		{`classOf.active = "ended";`, "relations are fixed", "read-only property"},
		{`states.push("paused");`, "lists are fixed", "'push' does not exist"},
		{`export const s: State = observes["renew"];`, "an event may observe nothing", "'undefined' is not assignable"},
	}
	var texts []string
	for _, p := range programs {
		texts = append(texts, head+p.text)
	}
	complaints := compile(t, texts...)
	if len(complaints[0]) > 0 {
		t.Errorf("the module does not compile: %q", complaints[0])
	}
	for i, p := range programs {
		said := strings.Join(complaints[i+1], "\n")
		if p.refused == "" && said != "" || !strings.Contains(said, p.refused) {
			t.Errorf("%s: %s: %q", p.why, p.text, said)
		}
	}
}

// compile compiles the module and programs, and returns the complaints about each.
func compile(t *testing.T, programs ...string) (complaints [][]string) {
	t.Helper()
	question := map[string]any{"module": written(t, "typescript"), "programs": programs}
	peers.Ask(t, []string{"typescript"}, compiledByTypeScript, question, &complaints)
	return complaints
}
