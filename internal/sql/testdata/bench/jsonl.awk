# Run in the folder of the log: mawk -f this-file log.jsonl (members in the order id, at, event)
function put(cells,  n, i, pair, all) {
  n = split(cells, all, " ")
  for (i = 1; i <= n; i++) { split(all[i], pair, "="); next_of[pair[1]] = pair[2] }
}
BEGIN {
  FS = "\""
  put("start_trial=b bstart_trial=b jstart_trial=j")
  put("bextend_trial=b jextend_trial=j")
  put("activate=c bactivate=c cactivate=c jactivate=l lactivate=l")
  put("crenew=c lrenew=l")
  put("bfail_renewal=e cfail_renewal=e efail_renewal=e ffail_renewal=f gfail_renewal=g jfail_renewal=n lfail_renewal=n nfail_renewal=n pfail_renewal=p rfail_renewal=r")
  put("bstart_grace=f cstart_grace=f estart_grace=f fstart_grace=f jstart_grace=p lstart_grace=p nstart_grace=p pstart_grace=p")
  put("crecover=c erecover=c frecover=c grecover=c lrecover=l nrecover=l precover=l rrecover=l")
  put("bsuspend=g csuspend=g esuspend=g fsuspend=g gsuspend=g jsuspend=r lsuspend=r nsuspend=r psuspend=r rsuspend=r")
  put("cresume=c gresume=c lresume=l rresume=l")
  put("bschedule_cancellation=j cschedule_cancellation=l eschedule_cancellation=n fschedule_cancellation=p gschedule_cancellation=r hschedule_cancellation=h ischedule_cancellation=i jschedule_cancellation=j lschedule_cancellation=l nschedule_cancellation=n pschedule_cancellation=p rschedule_cancellation=r")
  put("bunschedule_cancellation=b cunschedule_cancellation=c eunschedule_cancellation=e funschedule_cancellation=f gunschedule_cancellation=g junschedule_cancellation=b lunschedule_cancellation=c nunschedule_cancellation=e punschedule_cancellation=f runschedule_cancellation=g")
  put("bcancel=i ccancel=i ecancel=i fcancel=i gcancel=i hcancel=h icancel=i jcancel=i lcancel=i ncancel=i pcancel=i rcancel=i")
  put("bexpire=h cexpire=h eexpire=h fexpire=h gexpire=h hexpire=h iexpire=i jexpire=h lexpire=h nexpire=h pexpire=h rexpire=h")
  put("creactivate=c hreactivate=c ireactivate=c lreactivate=l")
  put("lose_contact=d blose_contact=k close_contact=m dlose_contact=d elose_contact=o flose_contact=q glose_contact=s hlose_contact=t ilose_contact=u jlose_contact=v klose_contact=k llose_contact=w mlose_contact=m nlose_contact=x olose_contact=o plose_contact=y qlose_contact=q rlose_contact=z slose_contact=s tlose_contact=t ulose_contact=u vlose_contact=v wlose_contact=w xlose_contact=x ylose_contact=y zlose_contact=z")
  put("observe_trial=b bobserve_trial=b dobserve_trial=b jobserve_trial=j kobserve_trial=b vobserve_trial=j")
  put("observe_active=c cobserve_active=c dobserve_active=c kobserve_active=c lobserve_active=l mobserve_active=c oobserve_active=c qobserve_active=c sobserve_active=c vobserve_active=l wobserve_active=l xobserve_active=l yobserve_active=l zobserve_active=l")
  put("observe_past_due=e dobserve_past_due=e eobserve_past_due=e kobserve_past_due=e mobserve_past_due=e nobserve_past_due=n oobserve_past_due=e qobserve_past_due=e sobserve_past_due=e vobserve_past_due=n wobserve_past_due=n xobserve_past_due=n yobserve_past_due=n zobserve_past_due=n")
  put("observe_grace_period=f dobserve_grace_period=f fobserve_grace_period=f kobserve_grace_period=f mobserve_grace_period=f oobserve_grace_period=f pobserve_grace_period=p qobserve_grace_period=f sobserve_grace_period=f vobserve_grace_period=p wobserve_grace_period=p xobserve_grace_period=p yobserve_grace_period=p zobserve_grace_period=p")
  put("observe_suspended=g dobserve_suspended=g gobserve_suspended=g kobserve_suspended=g mobserve_suspended=g oobserve_suspended=g qobserve_suspended=g robserve_suspended=r sobserve_suspended=g vobserve_suspended=r wobserve_suspended=r xobserve_suspended=r yobserve_suspended=r zobserve_suspended=r")
  put("observe_expired=h dobserve_expired=h hobserve_expired=h kobserve_expired=h mobserve_expired=h oobserve_expired=h qobserve_expired=h sobserve_expired=h tobserve_expired=h vobserve_expired=h wobserve_expired=h xobserve_expired=h yobserve_expired=h zobserve_expired=h")
  put("observe_cancelled=i dobserve_cancelled=i iobserve_cancelled=i kobserve_cancelled=i mobserve_cancelled=i oobserve_cancelled=i qobserve_cancelled=i sobserve_cancelled=i uobserve_cancelled=i vobserve_cancelled=i wobserve_cancelled=i xobserve_cancelled=i yobserve_cancelled=i zobserve_cancelled=i")
}
{
  to = next_of[at[$4] $12]
  if (to == "") findings++
  else at[$4] = to
}
END { print findings }
