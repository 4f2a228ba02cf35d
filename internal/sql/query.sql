{{- range .About}}-- {{.}}
{{end}}
{{- .Prelude}}
WITH
-- What a record may tell, with a letter for each node: {{if .Steps}}steps say where it leads from
-- there, {{end}}replies what is answered, and a dot is what the model allows.
symbols AS (
{{.Symbols}}
),
replies AS (
{{.Replies}}
),
-- What a subscription may be in, and what would be legal then.
nodes AS (
{{.Nodes}}
),
told AS (
  SELECT
    l.{{.ID}} AS id,
    l.{{.At}} AS {{.AtName}},
{{- range .Seq}}
    l.{{.}} AS {{.}},
{{- end}}
{{- if .Events}}
    l.{{.Event}} AS event,
{{- end}}
{{- if .States}}
    l.{{.State}} AS state,
{{- end}}
{{- if .Delivery}}
    l.{{.Delivery}} AS delivery,
{{- end}}
    s.{{.Symbol}},
    s.replies,
    CASE
      WHEN l.{{.ID}} IS NULL OR l.{{.At}} IS NULL OR {{.Nothing}} THEN 'incomplete'
      WHEN coalesce(s.replies, '') = '' THEN 'unmapped'
    END AS fault
  FROM {{.Table}} l
  LEFT JOIN symbols s ON s.telling = {{.Telling}}
),
{{- if .Delivery}}
-- The first time a delivery is seen counts, whatever became of it.
turns AS (
  SELECT t.*, CASE
    WHEN delivery IS NULL OR CAST(delivery AS {{.Text}}) = '' THEN 1
    ELSE row_number() OVER (PARTITION BY id, delivery ORDER BY {{.Order}})
  END AS turn
  FROM told t
  WHERE fault IS NULL
),
{{- end}}
records AS (
  SELECT t.*, row_number() OVER (PARTITION BY id ORDER BY {{.Order}}) AS nth
  FROM {{if .Delivery}}turns t
  WHERE turn = 1{{else}}told t
  WHERE fault IS NULL{{end}}
),
{{.Fold}}
answered AS (
  SELECT t.*, translate(node, {{.All}}, replies) AS reply
  FROM stood t
),
found AS (
  SELECT t.*, row_number() OVER (PARTITION BY id ORDER BY nth) AS place
  FROM answered t
  WHERE reply <> '.'
),
findings AS (
  SELECT f.id, f.{{.AtName}}, {{range .Seq}}f.{{.}}, {{end}}{{if .Events}}f.event, {{end}}{{if .States}}f.state, {{end -}}
  n.known, r.verdict, r.reason, f.place > 1 AS follows, n.legal
  FROM found f
  JOIN replies r ON r.reply = f.reply
  JOIN nodes n ON n.node = f.node
  UNION ALL
  SELECT id, {{.AtName}}, {{range .Seq}}{{.}}, {{end}}{{if .Events}}event, {{end}}{{if .States}}state, {{end -}}
  NULL, NULL, fault, NULL, NULL
  FROM told
  WHERE fault IS NOT NULL
)
{{if .Counts -}}
SELECT reason, follows, count(*) AS records FROM findings
GROUP BY reason, follows ORDER BY reason, follows;
{{- else -}}
SELECT * FROM findings ORDER BY id, {{.AtName}}{{range .Seq}}, {{.}}{{end}};
{{- end}}
