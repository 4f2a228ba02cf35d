package boundary_test

import "strings"

// A sample is a text, in pieces, that breaks a rule or only seems to.
type sample struct {
	why, rule, text string
	alone           bool // it is the whole text, not the value of a key
}

var (
	hex    = "9f86~d081~884c~7d65~9a2f~eaa0~c55a~d015"
	base64 = "Zx3~Kq9~Lw7~Tn2~Rb5~Vy8~Mc4~Hs6~Jd1~Pf0~Gg3"
)

var refused = []sample{
	{why: "a word of billing", rule: "billing-word", text: "the pay~ment is late"},
	{why: "in the plural and in capitals", rule: "billing-word", text: "In~voices"},
	{why: "who it is about", rule: "billing-word", text: "a cus~tomer leaves"},

	{why: "in one piece", rule: "card-number", text: "411~11111~1111~1111"},
	{why: "in groups of four", rule: "card-number", text: "411~1 11~11 11~11 11~11"},
	{why: "with dashes", rule: "card-number", text: "411~1-11~11-11~11-11~11"},
	{why: "fifteen digits, as some issuers group them", rule: "card-number", text: "37~82 82~2463 1~0005"},
	{why: "fourteen digits", rule: "card-number", text: "3~0569~309~025904"},
	{why: "thirteen digits, the shortest", rule: "card-number", text: "42~22~222~222~222"},
	{why: "nineteen digits, the longest", rule: "card-number", text: "601~100~000~000~000~0001"},
	{why: "two groups", rule: "card-number", text: "411~11111 1~1111~111"},
	{why: "an issuer that begins with 2", rule: "card-number", text: "22~2300~00~4841~0010"},
	{why: "spaces that do not break", rule: "card-number", text: "411~1\u00a011~11\u00a011~11\u00a011~11"},
	{why: "dashes of other kinds", rule: "card-number", text: "411~1\u201111~11\u201111~11\u201111~11"},
	{why: "full-width digits", rule: "card-number", text: "４１１~１１１１~１１１１１~１１１１"},
	{why: "digits of another script", rule: "card-number", text: "٤١١~١١١١~١١١١١~١١١١"},
	{why: "something invisible between", rule: "card-number", text: "411~1\u200b11~11\u200d11~11\u206011~11"},
	{why: "written as escapes", rule: "card-number", text: `"\u0034` + `11~11111~1111~1111"`},
	{why: "behind an escape", rule: "card-number", text: `"a\n41~111~11111~111111"`},
	{why: "other numbers around it", rule: "card-number", text: "3 41~11 11~11 11~11 11~11 2027-01-31"},
	{why: "as an id", rule: "card-number", text: "{id: d-41~111~11111~111111}"},

	{why: "an address", rule: "email", text: "ann~@~host.example"},
	{why: "capitals, a plus and a subdomain", rule: "email", text: "Ann.B+c~@~Mail.Host.EXAMPLE"},
	{why: "in angle brackets, at the end of a sentence", rule: "email", text: "ask <ann~@~host.example>."},
	{why: "a full-width sign and point", rule: "email", text: "ann~＠~host．example"},
	{why: "letters of other scripts", rule: "email", text: "анна~@~почта.рф"},
	{why: "something invisible before the sign", rule: "email", text: "ann\u200b~@~host.example"},
	{why: "an escape in place of the sign", rule: "email", text: `"ann\u00~40host.example"`},
	{why: "a domain of digits", rule: "email", text: "ann~@~163.com"},

	{why: "a dollar and cents", rule: "money", text: "$~9.99"},
	{why: "a dollar and nothing else", rule: "money", text: "it is $~5"},
	{why: "thousands", rule: "money", text: "$~1,234,567.89"},
	{why: "a sign before", rule: "money", text: "£~5"},
	{why: "a sign behind", rule: "money", text: "10~ €"},
	{why: "a dollar behind", rule: "money", text: "10~ $ a month"},
	{why: "a sign that few have seen", rule: "money", text: "₹~500"},
	{why: "a full-width sign", rule: "money", text: "＄~9"},
	{why: "a code behind", rule: "money", text: "9.99~ USD"},
	{why: "a code before, and a space that does not break", rule: "money", text: "EUR~\u00a010"},
	{why: "a code in small letters, with no space", rule: "money", text: "10~usd"},
	{why: "a name", rule: "money", text: "five or 10~ dollars"},
	{why: "cents as a key", rule: "money", text: "{cents~: 999}"},
	{why: "amount as a key", rule: "money", text: "amount~: 12.50", alone: true},
	{why: "a longer key, in JSON", rule: "money", text: `{"unitAm~ount": "1250"}`},
	{why: "a list", rule: "money", text: "sub~total: [10, 20]", alone: true},

	{why: "a person in a provider's books", rule: "provider-id", text: "cus~_Nffr~FeUf1V2Hib"},
	{why: "eight characters are enough", rule: "provider-id", text: "sub~_abcdefg1"},
	{why: "in capitals, in a test", rule: "provider-id", text: "CS~_TEST_A1b2C3d4E5"},
	{why: "more words behind it", rule: "provider-id", text: "pi~_3MtwBwLkdIwHu7ix_part"},
	{why: "an agreement", rule: "provider-id", text: "I-~BW452GLLEP1G"},
	{why: "a store's order", rule: "provider-id", text: "GPA~.3345-~1234-5678-90123"},
	{why: "a UUID", rule: "provider-id", text: "{id: 3f2504e0~-4f89-41d3-9a0c-~0305e82c3301}"},

	{why: "as a key", rule: "secret-key", text: "api~_key: abc", alone: true},
	{why: "in JSON", rule: "secret-key", text: `{"api~Key": "x y"}`},
	{why: "with a dash and an equals sign", rule: "secret-key", text: "--api~-key=abc"},
	{why: "a longer key in capitals", rule: "secret-key", text: "DB_PASS~WORD=abc"},
	{why: "several words of value", rule: "secret-key", text: "pass~word: correct horse battery", alone: true},
	{why: "in a list of mappings", rule: "secret-key", text: "  - client_sec~ret: abc", alone: true},
	{why: "in a comment", rule: "secret-key", text: "# pass~word: hunt two", alone: true},
	{why: "in prose, with a value alone", rule: "secret-key", text: "use the pass~word: abcdef"},
	{why: "in prose, with what no word looks like", rule: "secret-key", text: "the pass~word: hunter2 opens it"},
	{why: "a block behind it", rule: "secret-key", text: "private~_key: |\n  abc", alone: true},
	{why: "the value in the next line", rule: "secret-key", text: "access~_token:\n  abc", alone: true},
	{why: "full-width letters", rule: "secret-key", text: "ｓｅｃ~ｒｅｔ： abc", alone: true},
	{why: "JSON in a quoted text", rule: "secret-key", text: `"{\"sec~ret\": \"abc\"}"`},

	{why: "a signed token", rule: "token", text: "ey~JhbGciOiJIUzI1NiJ9.ey~JzdWIiOiIxIn0.abc_-def"},
	{why: "a signed token without a signature", rule: "token", text: "ey~JhbGciOiJub25lIn0.ey~JzdWIiOiIxIn0."},
	{why: "a secret key", rule: "token", text: "sk~_live_abcdefgh"},
	{why: "a key of a test, in capitals", rule: "token", text: "PK~_TEST_ABCDEFGH"},
	{why: "a key that signs calls", rule: "token", text: "wh~sec_abcdefgh12"},
	{why: "a forge's token", rule: "token", text: "gh~p_abcdefghijklmnop"},
	{why: "a chat's token", rule: "token", text: "xo~xb-123456789012-abc"},
	{why: "a cloud's key", rule: "token", text: "AK~IAIOSFODNN7EXAMPLE"},
	{why: "a private key", rule: "token", text: "-----BE~GIN RSA PRIVATE KEY-----"},
	{why: "what a header bears", rule: "token", text: "bea~rer abc.def123"},
	{why: "random and hexadecimal", rule: "token", text: hex},
	{why: "random in base64", rule: "token", text: base64},
	{why: "random, with what base64 has for the rest", rule: "token", text: "q1~/w2+E3_r4-~T5y6U7i8/o9~P0a1S2d3F4=="},

	{why: "a scheme", rule: "url", text: "https~://host.example/a?b=c"},
	{why: "another scheme, in capitals", rule: "url", text: "POSTGRES~://host/base"},
	{why: "a file", rule: "url", text: "file~:///home"},
	{why: "no scheme", rule: "url", text: "see www~.host.example."},
	{why: "slashes that are escaped", rule: "url", text: `"https~:\/\/host.example"`},
	{why: "an address in it is told once", rule: "url", text: "https~://ann:abc~@host.example"},
	{why: "something invisible in it", rule: "url", text: "https~:\u200b//host.example"},
}

var allowed = []sample{
	{why: "the vocabulary", text: "start_trial past_due cancellation_scheduled in_order unschedule_cancellation observe_grace_period"},
	{why: "a scenario", text: "- {event: schedule_cancellation, id: d-1, seq: 12, at: 2026-03-01T12:00:00Z, expect: {verdict: ignored}}"},

	{why: "dates that add up to a card's length", text: "2026-07-26 2027-01-31 2028-02-29"},
	{why: "instants", text: "2026-03-01T12:00:00.123456789Z 2026-07-26T23:59:59+02:00 20260301120000 2026030112000000"},
	{why: "seconds and nanoseconds since 1970", text: "1767225600 1767225600000 1767225600000000008 1767225600000000016"},
	{why: "years in a row", text: "2026 2027 2028 2029 2030"},
	{why: "durations", text: "14d 13d23h 31536000s 41~11~111~111~111111ms"},
	{why: "a wrong check digit", text: "411~11111~1111~1112"},
	{why: "twelve digits", text: "42~22~222~222~24"},
	{why: "twenty digits", text: "411~11111~1111~11110000"},
	{why: "zeros", text: "0000000000000000 0000 0000 0000 0000"},
	{why: "a fraction", text: "0.411~11111~1111~1111 7.411~11111~1111~1111"},
	{why: "a number before a point", text: "411~11111~1111~1111.5"},
	{why: "digits in a word", text: "x41~111~11111~111111 41~111~11111~111111x"},
	{why: "dividers that differ", text: "411~1 11~11-11~11 11~11"},
	{why: "small groups", text: "41 11 11 11 11 11 11 11"},
	{why: "dashes that go on", text: "411~1-11~11-11~11-11~11-2222"},

	{why: "a module's version", text: "honnef.co/go/tools/cmd/staticcheck@v0.8.2 x@v1.2.3-rc.one actions/checkout@v4"},
	{why: "a handle", text: "@ann and ann@host"},
	{why: "a domain that ends in digits", text: "a@b.c1 a@10.0.0.1"},

	{why: "no address without a host", text: "a scheme and :// or http: or s://%s"},
	{why: "a path of imports", text: `import "github.com/looplab/fsm"`},
	{why: "www is no host alone", text: "www. and www"},
	{why: "a comment", text: "a//b // c"},

	{why: "the words in prose", text: "A secret is kept; the password and the api-key are not told."},
	{why: "a colon in prose", text: "There is one secret: nothing revives by itself."},
	{why: "the rule's own name", text: "rule secret-key: this looks like a key"},
	{why: "no value", text: `{"secret": "", password: null}`},
	{why: "a value of marks", text: "password: *** "},
	{why: "a comparison", text: "if secret == other || secret != another {"},
	{why: "another word", text: "secretary: ann"},
	{why: "a key of many", text: "secrets: inherit"},

	{why: "prefixes without a key", text: "sk~_live_ and gh~p_ and eyJ and xo~xb- and AK~IA and wh~sec_"},
	{why: "a prefix inside a word", text: "task_test_abcdefgh"},
	{why: "the bearer of news", text: "the bearer something bad"},
	{why: "a public key", text: "-----BEGIN PUBLIC KEY-----"},
	{why: "a short digest", text: "c4d0c81a716e82a4 48b4e1c0c4d0"},
	{why: "a long name", text: "TestObserveSevenStatesAfterGap2WithLastKnownConfiguration"},
	{why: "a long path", text: "github.com/Huzefaaa2/subsim/internal/export/testdata/standard1/marketplace2"},
	{why: "a long number", text: strings.Repeat("1234567890", 8)},
	{why: "a dull run", text: strings.Repeat("a1", 30)},
	{why: "a line drawn", text: strings.Repeat("-", 80)},

	{why: "no digit", text: "sub_subscription in_cancellation pi_abcdefghij"},
	{why: "too short", text: "sub_1 evt_abc1 in_2026"},
	{why: "the prefix is the end of a word", text: "begin_2abcdefgh punch_12345678"},
	{why: "a date with dashes is no UUID", text: "20260726-0101-0202-0303-04"},

	{why: "digits alone", text: "12.50 and 999 and 1,000"},
	{why: "shares", text: "100% 12.5 % percents: 5"},
	{why: "days", text: "30 days, 14d, after: 30"},
	{why: "words that begin as codes do", text: "10 users 3 euphoric 5 centimetres 2 eurasian"},
	{why: "variables", text: "$name ${10} $(1)"},
	{why: "the end of an expression", text: `^a[0-9]$ x1$`},
	{why: "a comparison of amounts", text: "if amount == 5"},
	{why: "another word with the same end", text: "accents: 3, coffee: 2"},
}
