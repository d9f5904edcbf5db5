# Writes verdicts-reference.json, the values that the tests of verdicts compare with:
#   Rscript verdicts-reference.R > verdicts-reference.json
# Needs base R, survival, metafor and jsonlite. Days are counted from 0; a day that is not recorded is null.
suppressMessages({
  library(survival)
  library(metafor)
})
set.seed(20260301)

total <- function(days, from, to) if (from < to) sum(days[(from + 1):to]) else 0
whole <- function(days, from, to) from >= 0 && to <= length(days) && !anyNA(days[(from + 1):to])
known <- function(days, from, to) sum(!is.na(days[(from + 1):to]))

enough <- function(t0, w) t0 - 2 * w >= 19 * (w %/% 4)

splitsOf <- function(days, t0, w, others) {
  t <- seq(t0 - w, w, by = -max(1, w %/% 12))
  t <- t[vapply(t, function(day) whole(days, day - w, day + w), TRUE)]
  kept <- t[vapply(t, function(day) all(day + w <= others | day - w >= others), TRUE)]
  if (length(kept) < 57) t else kept
}

rankP <- function(placebos, own) (1 + sum(abs(placebos) >= abs(own) - 1e-12)) / (1 + length(placebos))

rest <- function(x, y, ownX, ownY) {
  slope <- if (var(x) > 0) min(1, max(0, coef(lm(y ~ x))[[2]])) else 0
  list(placebos = y - mean(y) - slope * (x - mean(x)), own = ownY - mean(y) - slope * (ownX - mean(x)))
}
restP <- function(...) with(rest(...), rankP(placebos, own))

before <- function(days, w) function(t) log(total(days, t - w, t) + 0.5)
after <- function(days, w) function(t) log(total(days, t, t + w) + 0.5)
running <- function(days, w) function(t) {
  from <- max(0, t - 4 * w)
  log((sum(days[(from + 1):t], na.rm = TRUE) + 0.5) * w / known(days, from, t))
}

ranks <- function(days, t0, w, splits) {
  b <- before(days, w)
  a <- after(days, w)
  m <- running(days, w)
  of <- function(f, t) vapply(t, f, 0)
  late <- splits[splits >= 2 * w]
  p <- c(rankP(of(a, splits) - of(b, splits), a(t0) - b(t0)),
         restP(of(b, splits), of(a, splits), b(t0), a(t0)),
         restP(of(b, late) - of(m, late), of(a, late) - of(m, late), b(t0) - m(t0), a(t0) - m(t0)))
  list(p = max(p), placeboP = p[1], adjustedP = p[2], runningP = p[3])
}

placebo <- function(name, days, t0, w, others = numeric()) {
  asked <- list(name = name, days = days, at = t0, window = w, others = as.list(others))
  if (!whole(days, t0 - w, t0 + w)) return(c(asked, declined = "not-recorded"))
  splits <- if (enough(t0, w)) splitsOf(days, t0, w, others) else numeric()
  if (length(splits) < 57) return(c(asked, declined = "little-history"))
  l <- vapply(splits, function(t) after(days, w)(t) - before(days, w)(t), 0)
  ratio <- exp(after(days, w)(t0) - before(days, w)(t0))
  wander <- exp(quantile(l, c(0.025, 0.975), names = FALSE))
  askable <- splits[enough(splits, w)]
  askable <- askable[seq_along(askable) %% ceiling(length(askable) / 100) == if (length(askable) > 100) 1 else 0]
  earlier <- lapply(askable, function(t) splitsOf(days, t, w, others))
  fit <- lengths(earlier) >= 57
  calls <- mapply(function(t, s) ranks(days, t, w, s)$p < 0.05, askable[fit], earlier[fit])
  c(asked, list(declined = NA, before = total(days, t0 - w, t0), after = total(days, t0, t0 + w),
                earlierSplits = length(splits)), ranks(days, t0, w, splits),
    list(ratio = list(estimate = ratio, low = ratio / wander[2], high = ratio / wander[1]),
         wander = list(low = wander[1], high = wander[2]),
         falseCalls = list(called = sum(unlist(calls)), of = sum(fit))))
}

clusters <- function(n, perDay) {
  days <- numeric(n)
  for (start in which(runif(n) < perDay / 3)) {
    size <- 1 + rgeom(1, 1 / 3)
    at <- pmin(n, start + rpois(size, 1))
    for (day in at) days[day] <- days[day] + 1
  }
  days
}
drift <- function(n, perDay) rpois(n, perDay * exp(as.numeric(filter(rnorm(n, 0, 0.05), 0.99, "recursive"))))
halvedFrom <- function(days, day) c(days[1:day], rbinom(length(days) - day, days[-(1:day)], 0.5))

level <- rpois(500, 2)
holes <- rpois(520, 2)
holes[121:135] <- NA
longer <- rpois(700, 1.5)
beforeAfter <- list(
  placebo("level", level, 440, 28),
  placebo("halved", halvedFrom(level, 440), 440, 28),
  placebo("clustered", clusters(640, 1.5), 560, 60),
  placebo("drifting", drift(900, 3), 800, 90),
  placebo("an earlier change, recorded", halvedFrom(longer, 300), 600, 60, 300),
  placebo("an earlier change, not recorded", halvedFrom(longer, 300), 600, 60),
  placebo("so many earlier changes that all are kept", longer, 600, 60, c(150, 250, 350, 450)),
  placebo("days that are not recorded", holes, 470, 28),
  placebo("days that are not recorded, within its window", holes, 150, 28),
  placebo("no incident", rep(0, 300), 260, 28),
  placebo("too little history", level, 180, 60))

scope <- function(name, inside, outside, t0, w, others = numeric()) {
  inside[is.na(outside)] <- NA
  outside[is.na(inside)] <- NA
  splits <- splitsOf(inside, t0, w, others)
  d <- function(t) after(inside, w)(t) - before(inside, w)(t) - after(outside, w)(t) + before(outside, w)(t)
  list(name = name, inScope = inside, outOfScope = outside, at = t0, window = w, others = as.list(others),
       earlierSplits = length(splits), difference = d(t0), p = rankP(vapply(splits, d, 0), d(t0)))
}
shared <- exp(as.numeric(filter(rnorm(620, 0, 0.05), 0.99, "recursive")))
inside <- rpois(620, 1.5 * shared)
outside <- rpois(620, 2.5 * shared)
gap <- outside
gap[200:207] <- NA
scopes <- list(scope("shared drift", inside, outside, 560, 42),
               scope("halved within", halvedFrom(inside, 560), outside, 560, 42, 301),
               scope("days missing on one side", inside, gap, 560, 42))

lookAt <- function(days, t0, elapsed, longest) {
  splits <- splitsOf(days, t0, longest, numeric())
  windows <- seq(14, longest, by = 7)
  own <- windows <= elapsed
  of <- function(statistic) {
    each <- lapply(windows, function(w) {
      s <- statistic(w)
      size <- sqrt(mean(s$placebos^2))
      if (size == 0) size <- 1
      list(placebos = abs(s$placebos) / size, own = abs(s$own) / size)
    })
    paths <- Reduce(pmax, lapply(each, `[[`, "placebos"))
    rankP(paths, max(vapply(each[own], `[[`, 0, "own")))
  }
  p <- c(of(function(w) {
    l <- function(t) after(days, w)(t) - before(days, w)(t)
    list(placebos = vapply(splits, l, 0), own = if (w <= elapsed) l(t0) else 0)
  }), of(function(w) {
    of <- function(f) vapply(splits, f, 0)
    rest(of(before(days, w)), of(after(days, w)), before(days, w)(t0), if (w <= elapsed) after(days, w)(t0) else 0)
  }))
  list(days = days, at = t0, elapsed = elapsed, longest = longest, earlierSplits = length(splits), p = max(p))
}
path <- halvedFrom(rpois(620, 1.7), 560)
looks <- list(lookAt(rpois(620, 1.7), 560, 60, 60), lookAt(path, 560, 20, 60), lookAt(path, 560, 60, 60),
              lookAt(drift(740, 3), 640, 90, 90))

told <- function(days, t0, ratio) {
  windows <- lapply(Filter(function(w) enough(t0, w), c(14, 21, 28, 35, 42, 60, 75, 90)), function(w) {
    splits <- splitsOf(days, t0, w, numeric())
    a <- vapply(splits, function(t) total(days, t, t + w), 0)
    l <- log(a + 0.5) - vapply(splits, before(days, w), 0)
    critical <- sort(abs(l), decreasing = TRUE)[ceiling(0.05 * (1 + length(l))) - 1]
    mu <- l + log((ratio * a + 0.5) / (a + 0.5))
    sigma <- sqrt(abs(1 - ratio) / (ratio * pmax(a, 1)))
    list(windowDays = w, power = mean(pnorm((-critical - mu) / sigma) + pnorm((mu - critical) / sigma)))
  })
  reached <- vapply(windows, function(x) x$power >= 0.8, TRUE)
  list(days = days, at = t0, ratio = ratio, windows = windows,
       daysNeeded = if (any(reached)) windows[[which(reached)[1]]]$windowDays else NA)
}
until <- list(told(rpois(700, 2), 700, 0.5), told(drift(600, 2), 560, 0.7), told(rpois(500, 3), 500, 1.5))
steady <- lapply(list(c(2, 0.5, 1), c(0.4, 0.7, 2.5), c(9, 1.4, 1)), function(x)
  list(perDay = x[1], ratio = x[2], dispersion = x[3],
       days = x[3] * (qnorm(0.975) + qnorm(0.8))^2 * (1 / x[1] + 1 / (x[1] * x[2])) / log(x[2])^2))

levelsOf <- function(x) {
  n <- length(x)
  pairs <- (x[-1] + x[-n]) / 2
  phi <- if (sum(pairs) > 0) max(1, sum(diff(x)^2 / 2) / sum(pairs)) else 1
  fit <- function(s, k) if (s == 0) 0 else -2 / phi * s * log(s / k)
  # Every set of up to four changes, not dynamic programming.
  best <- list(cost = fit(sum(x), n), changes = numeric())
  grow <- function(changes, cost) {
    last <- if (length(changes)) changes[length(changes)] else 0
    if (n - last >= 6) {
      all <- cost + fit(total(x, last, n), n - last)
      if (all < best$cost) best <<- list(cost = all, changes = changes)
    }
    if (length(changes) < 4) for (next_ in seq_len(n))
      if (next_ >= last + 6 && next_ <= n - 6)
        grow(c(changes, next_), cost + fit(total(x, last, next_), next_ - last) + 2.4 * log(n))
  }
  grow(numeric(), 0)
  list(dispersion = phi, changes = best$changes)
}
standing <- function(name, x) {
  found <- levelsOf(x)
  bounds <- c(0, found$changes, length(x))
  p <- numeric()
  for (i in seq_len(length(bounds) - 1)) {
    y <- x[(bounds[i] + 1):bounds[i + 1]]
    k <- length(y)
    p <- c(p, vapply(seq_len(k), function(j) {
      if (k < 10) return(1)
      mu <- max(sum(y[-j]), 0.5) / (k - 1)
      v <- found$dispersion * (1 + 1 / (k - 1))
      size <- mu / (v - 1)
      min(1, 2 * min(pnbinom(y[j], size, mu = mu), pnbinom(y[j] - 1, size, mu = mu, lower.tail = FALSE)))
    }, 0))
  }
  list(name = name, counts = x, dispersion = found$dispersion, changes = as.list(found$changes),
       means = as.list(vapply(seq_len(length(bounds) - 1), function(i) mean(x[(bounds[i] + 1):bounds[i + 1]]), 0)),
       p = p, outside = as.list(which(p < 0.1 / length(x)) - 1))
}
spiked <- rpois(40, 8)
spiked[17] <- 30
levels <- list(standing("no change", rpois(52, 20)), standing("a change", c(rpois(25, 20), rpois(27, 11))),
               standing("up and down again", c(rpois(18, 10), rpois(14, 25), rpois(20, 10))),
               standing("one stands out", spiked), standing("clustered", rnbinom(44, 6, mu = 18)),
               standing("a single one", c(rep(0, 20), 1, rep(0, 19))), standing("nothing", rep(0, 15)),
               standing("few buckets", c(2, 9, 3, 8)))
tails <- list()
for (mean in c(0.2, 5, 80)) for (dispersion in c(1, 1.4, 9)) for (count in c(0, 1, 6, 110)) {
  lower <- if (dispersion > 1) pnbinom(count, mean / (dispersion - 1), mu = mean) else ppois(count, mean)
  upper <- if (dispersion > 1) pnbinom(count - 1, mean / (dispersion - 1), mu = mean, lower.tail = FALSE) else
    ppois(count - 1, mean, lower.tail = FALSE)
  tails[[length(tails) + 1]] <- list(mean = mean, dispersion = dispersion, count = count, lower = lower, upper = upper)
}

quiet <- function(name, times, now) {
  episode <- cumsum(c(TRUE, diff(times) > 1))
  first <- tapply(times, episode, min)
  last <- tapply(times, episode, max)
  gaps <- as.numeric(first[-1] - last[-length(last)] - 1)
  m <- length(gaps)
  open <- max(0, now - last[[length(last)]] - 1)
  p <- vapply(seq_len(m), function(i) pf(gaps[i] / mean(gaps[-i]), 2, 2 * (m - 1), lower.tail = FALSE), 0)
  list(name = name, times = times, now = now, episodes = max(episode), gaps = gaps, p = p,
       marked = as.list(which(p < 0.05 / m) - 1), open = open, openP = pf(open / mean(gaps), 2, 2 * m, lower.tail = FALSE))
}
steadyTimes <- cumsum(rexp(25, 1 / 12))
quietTimes <- list(quiet("quiet until now", steadyTimes, max(steadyTimes) + 140),
                   quiet("whole days", sort(floor(cumsum(rexp(40, 1 / 8)))), 400),
                   quiet("one long silence", c(steadyTimes, max(steadyTimes) + 160 + cumsum(rexp(9, 1 / 12))), 700))
trials <- lapply(list(c(30, 2, 0, 11, 45, 8, 19, 3, 260), c(0, 1, 0, 0, 2, 5, 0, 1, 0, 12)), function(gaps) {
  m <- length(gaps)
  among <- function(g, sum, k) exp(lchoose(sum + k, k) - lchoose(sum + g + k, k))
  list(gaps = gaps, open = 20, p = vapply(seq_len(m), function(i) among(gaps[i], sum(gaps[-i]), m - 1), 0),
       openP = among(20, sum(gaps), m))
})

daily <- round(ifelse(runif(470) < 0.3, rlnorm(470, 6, 1.4), 0))
ring <- function(x, n) vapply(seq_along(x), function(i) sum(x[(i - 1 + 0:(n - 1)) %% length(x) + 1]), 0)
weeks <- ring(daily, 7)
sums <- colSums(matrix(sample(weeks, 13 * 400000, TRUE), 13))
ends <- rev(seq(length(daily), 91, by = -91))
loss <- list(daily = daily, quarters = vapply(ends, function(end) sum(daily[(end - 90):end]), 0),
             mean = 13 * mean(weeks), deviation = sqrt(13 * mean((weeks - mean(weeks))^2)),
             quantiles = lapply(c(0.5, 0.8, 0.9, 0.95), function(share)
               list(share = share, value = quantile(sums, share, names = FALSE))))
month <- round(ifelse(runif(40) < 0.5, rlnorm(40, 6, 1), 0))
monthSums <- colSums(matrix(sample(ring(month, 7), 5 * 400000, TRUE), 5)) + sample(ring(month, 5), 400000, TRUE)
sumInterval <- list(daily = month, estimate = sum(month), low = quantile(monthSums, 0.025, names = FALSE),
                    high = quantile(monthSums, 0.975, names = FALSE))

time <- list(round(rexp(40, 1 / 60), 2), round(rexp(60, 1 / 90), 2))
event <- list(runif(40) < 0.7, runif(60) < 0.8)
time[[1]][3:6] <- time[[2]][1]
event[[1]][3:4] <- TRUE
split <- function(i) list(ended = time[[i]][event[[i]]], censored = time[[i]][!event[[i]]])
km <- lapply(1:2, function(i) {
  fit <- survfit(Surv(time[[i]], event[[i]]) ~ 1, conf.type = "log-log")
  shares <- c(0.25, 0.5, 0.75, 0.9)
  q <- quantile(fit, shares)
  c(split(i), list(quantiles = lapply(seq_along(shares), function(j)
    list(share = shares[j], estimate = q$quantile[[j]], low = q$lower[[j]], high = q$upper[[j]]))))
})
test <- survdiff(Surv(unlist(time), unlist(event)) ~ rep(1:2, lengths(time)))
logRank <- list(first = split(1), second = split(2), observed = test$obs[1], expected = test$exp[1],
                chiSquare = test$chisq, p = pchisq(test$chisq, 1, lower.tail = FALSE))

trends <- lapply(list(list(c(15, 22, 40), c(200, 210, 240), c(1, 2, 3)),
                      list(c(4, 9, 7, 30), c(100, 120, 90, 310), c(0, 1, 3, 10))), function(x) {
  test <- prop.trend.test(x[[1]], x[[2]], x[[3]])
  list(events = x[[1]], totals = x[[2]], scores = x[[3]], chiSquare = test$statistic[[1]], p = test$p.value,
       slope = coef(lm(x[[1]] / x[[2]] ~ x[[3]], weights = x[[2]]))[[2]])
})

table <- function(...) matrix(c(...), 2, byrow = TRUE)
risks <- lapply(list(list(table(10, 90, 90, 810), table(18, 882, 2, 98)),
                     list(table(12, 30, 8, 70), table(4, 9, 6, 31), table(0, 12, 3, 40))), function(tables) {
  counts <- do.call(rbind, lapply(tables, function(t) c(t[1, ], t[2, ])))
  fit <- rma.mh(ai = counts[, 1], bi = counts[, 2], ci = counts[, 3], di = counts[, 4], measure = "RR", correct = FALSE)
  cmh <- mantelhaen.test(array(unlist(lapply(tables, t)), c(2, 2, length(tables))), correct = FALSE)
  list(tables = lapply(tables, function(t) lapply(1:2, function(i) t[i, ])), estimate = exp(fit$beta[[1]]),
       low = exp(fit$ci.lb), high = exp(fit$ci.ub), p = cmh$p.value)
})

# Lang and Reiczigel (2014), equations 4, 6, 7, 16 and 17.
corrected <- lapply(list(c(120, 400, 34, 40, 36, 40), c(3, 900, 38, 40, 39, 40), c(700, 1000, 60, 80, 50, 80),
                         c(0, 50, 20, 20, 20, 20), c(5000, 16000, 29, 41, 37, 39)), function(x) {
  z <- qnorm(0.975)
  n <- x[2] + z^2
  ap <- (x[1] + z^2 / 2) / n
  se <- (x[3] + 1) / (x[4] + 2)
  sp <- (x[5] + 1) / (x[6] + 2)
  j <- se + sp - 1
  prevalence <- (ap + sp - 1) / j
  vSe <- se * (1 - se) / (x[4] + 2)
  vSp <- sp * (1 - sp) / (x[6] + 2)
  shift <- 2 * z^2 * (prevalence * vSe - (1 - prevalence) * vSp)
  spread <- sqrt(ap * (1 - ap) / n + prevalence^2 * vSe + (1 - prevalence)^2 * vSp) / j
  cut <- function(v) min(1, max(0, v))
  list(labelled = x[1:2], sensitivity = x[3:4], specificity = x[5:6],
       estimate = cut((x[1] / x[2] + x[5] / x[6] - 1) / (x[3] / x[4] + x[5] / x[6] - 1)),
       low = cut(prevalence + shift - z * spread), high = cut(prevalence + shift + z * spread))
})

orders <- lapply(list(list(round(rlnorm(41, 3, 1), 1), 0.5), list(round(rlnorm(60, 3, 1), 1), 0.9), list(c(9, 4, 7, 1, 3), 0.5),
                      list(c(9, 4, 7, 1, 3, 3), 0.5), list(round(rlnorm(30, 3, 1), 1), 0.9)), function(x) {
  n <- length(x[[1]])
  at <- function(rank) if (rank >= 1 && rank <= n) sort(x[[1]])[rank] else NA
  list(values = x[[1]], share = x[[2]], estimate = quantile(x[[1]], x[[2]], names = FALSE),
       low = at(qbinom(0.025, n, x[[2]])), high = at(qbinom(0.975, n, x[[2]]) + 1))
})

made <- paste0(R.version.string, ", survival ", packageVersion("survival"), ", metafor ", packageVersion("metafor"))
lines <- function(value) jsonlite::toJSON(value, auto_unbox = TRUE, digits = 15, na = "null")
parts <- list(made = made, beforeAfter = beforeAfter, scopes = scopes, looks = looks, until = until, steady = steady,
              levels = levels, tails = tails, quietTimes = quietTimes, trials = trials, loss = loss,
              sumInterval = sumInterval, km = km, logRank = logRank, trends = trends, risks = risks,
              corrected = corrected, orders = orders)
cat("{\n", paste0("\"", names(parts), "\": ", vapply(parts, lines, ""), collapse = ",\n"), "\n}\n", sep = "")
