  SELECT RAISE(ABORT, 'there is no such configuration; the table subsim_configuration lists them')
  WHERE NOT EXISTS (
    SELECT 1 FROM subsim_configuration f
    WHERE {{.In}}
  );
  SELECT CASE (SELECT refused FROM subsim_route WHERE configuration = o.before AND goal = NEW.{{.State}})
{{- range .Moves}}
    WHEN {{.Key}} THEN RAISE(ABORT, {{.Text}})
{{- end}}
    ELSE RAISE(ABORT, 'rejected: what it was in is no configuration')
    END
  FROM (
    SELECT {{.Before}} AS before, {{.Generation}} AS generation, f.name AS after
    FROM subsim_configuration f
    WHERE {{.In}}
  ) o
  WHERE NOT (o.before IS o.after AND o.generation IS NEW.generation) AND NOT EXISTS (
    SELECT 1 FROM subsim_transition t
    WHERE t.configuration = o.before AND t.next = o.after AND NEW.generation = o.generation + t.begins
  );
