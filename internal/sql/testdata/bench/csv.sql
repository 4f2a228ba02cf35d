-- Run in the folder of the log: duckdb -f this-file
SET threads = 2;
SET preserve_insertion_order = false;
CREATE TEMP TYPE told AS ENUM ('start_trial', 'extend_trial', 'activate', 'renew', 'fail_renewal', 'start_grace', 'recover', 'suspend', 'resume', 'schedule_cancellation', 'unschedule_cancellation', 'cancel', 'expire', 'reactivate', 'lose_contact', 'observe_trial', 'observe_active', 'observe_past_due', 'observe_grace_period', 'observe_suspended', 'observe_expired', 'observe_cancelled');
WITH histories AS (
  SELECT list_sort(list((epoch_us("at") << 5) + enum_code(event::told))) AS list
  FROM read_csv('log.csv', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {id: 'VARCHAR', "at": 'TIMESTAMP', event: 'told'})
  GROUP BY hash(id)
)
SELECT sum(list_reduce(list, lambda acc, x: (acc & -32) + xor(ascii(
  'bAcAAAAAAAAAAAdbcefghi__________bbcBefBgBjbihBkbBBBBBB__________CCccefcgclcihcmCcCCCCC__________DDDDDDDDDDDDDDdbcefghi__________EEEEefcgEneihEoEEeEEEE__________FFFFffcgFpfihFqFFFfFFF__________GGGGgGcgcrgihGsGGGGgGG__________HHHHHHHHHhHhhctHHHHHhH__________IIIIIIIIIiIiicuIIIIIIi__________jjlJnpJrJjbihJvjJJJJJJ__________KKKKKKKKKKKKKKkbcefghi__________LLllnplrllcihlwLlLLLLL__________MMMMMMMMMMMMMMmMcefghi__________NNNNnplrNneihNxNNnNNNN__________OOOOOOOOOOOOOOoOcefghi__________PPPPpplrPpfihPyPPPpPPP__________QQQQQQQQQQQQQQqQcefghi__________RRRRrRlrlrgihRzRRRRrRR__________SSSSSSSSSSSSSSsScefghi__________TTTTTTTTTTTTTTtTTTTThT__________UUUUUUUUUUUUUUuUUUUUUi__________VVVVVVVVVVVVVVvjlnprhi__________WWWWWWWWWWWWWWwWlnprhi__________XXXXXXXXXXXXXXxXlnprhi__________YYYYYYYYYYYYYYyYlnprhi__________ZZZZZZZZZZZZZZzZlnprhi__________'[((acc & 31) << 5) + (x & 31) - 31]), 96), 1::BIGINT) >> 5)::BIGINT AS findings
FROM histories;
