{{range .About}}--{{with .}} {{.}}{{end}}
{{end -}}
