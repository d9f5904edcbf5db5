# Writes reference.ts, the values that the tests of this folder compare with:
#   Rscript reference.R > reference.ts
# Needs base R and its recommended package survival.
suppressMessages(library(survival))

literal <- function(value) {
  if (is.list(value)) {
    items <- vapply(value, literal, "")
    if (is.null(names(value))) return(paste0("[", paste(items, collapse = ", "), "]"))
    return(paste0("{ ", paste0(names(value), ": ", items, collapse = ", "), " }"))
  }
  if (is.matrix(value)) return(literal(lapply(seq_len(nrow(value)), function(row) as.list(value[row, ]))))
  if (length(value) != 1) return(literal(as.list(value)))
  if (is.logical(value)) return(if (is.na(value)) "Number.NaN" else tolower(as.character(value)))
  if (is.nan(value) || is.na(value)) return("Number.NaN")
  if (is.infinite(value)) return(if (value > 0) "Infinity" else "-Infinity")
  format(signif(value, 12), digits = 12, scientific = abs(value) < 1e-4 && value != 0)
}

cases <- function(name, items) {
  cat("\nexport const ", name, " = [\n", sep = "")
  for (item in items) cat("  ", literal(item), ",\n", sep = "")
  cat("] as const;\n")
}

# Numbers that repeat from run to run and look mixed.
mixed <- function(n, step, size, offset = 0) ((seq_len(n) * step + offset) %% size)

cat("// Computed with ", R.version.string, " and survival ", format(packageVersion("survival")),
    " by reference.R; not written by hand.\n", sep = "")

quantileCase <- function(values, p) list(values = as.list(values), p = p, expected = quantile(values, p, names = FALSE))
samples <- list(c(3, 1, 2), c(5, 5, 5, 5), c(1, 2, 3, 4, 10, 200), c(67, 12, 360, 1, 5, 5, 9, 41, 22, 780), 1,
                mixed(37, 17, 101) / 3, c(-5, 0, 5, -2.5))
cases("quantileCases", unlist(lapply(samples, function(values)
  lapply(c(0.1, 0.5, 0.75, 0.9, 0.99), function(p) quantileCase(list(values)[[1]], p))), recursive = FALSE))

cases("wilsonCases", lapply(
  list(c(0, 10), c(1, 10), c(12, 20), c(5, 5), c(3, 1000), c(0, 1), c(41, 335), c(123456, 1000000), c(999999, 1000000)),
  function(x) {
    interval <- suppressWarnings(prop.test(x[1], x[2], correct = FALSE))$conf.int
    list(successes = x[1], trials = x[2], low = interval[1], high = interval[2])
  }))

rows <- function(...) matrix(c(...), ncol = 2, byrow = TRUE)
cases("fisherCases", lapply(
  list(rows(12, 30, 8, 70), rows(3, 1, 1, 3), rows(10, 0, 5, 20), rows(0, 12, 7, 9), rows(1, 1, 1, 1),
       rows(140, 860, 95, 905), rows(5, 10, 10, 20), rows(0, 5, 5, 0), rows(7, 2, 0, 0), rows(31, 69, 220, 680),
       rows(3000, 97000, 26000, 874000), rows(52000, 148000, 200000, 600000), rows(251000, 249000, 249000, 251000),
       rows(12, 99988, 90, 899910), rows(0, 1000, 300, 998700)),
  function(table) {
    test <- fisher.test(table)
    degenerate <- any(rowSums(table) == 0) || any(colSums(table) == 0)
    list(table = table, estimate = if (degenerate) NaN else test$estimate[[1]],
         low = test$conf.int[1], high = test$conf.int[2], p = test$p.value)
  }))

# Where uniroot's default tolerance leaves no digits, the same test with a tolerance that does. NaN: not such a value.
extreme <- function(ratio) if (ratio > 820 || (ratio > 0 && ratio < 0.0012)) ratio else NaN
fine <- fisher.test
environment(fine) <- list2env(list(uniroot = function(...) stats::uniroot(..., tol = 1e-16)),
                              parent = asNamespace("stats"))
cases("fisherExtremeCases", lapply(
  list(rows(300, 2, 0, 500), rows(2, 7, 5, 20000), rows(40, 10, 3, 900), rows(2, 500, 300, 1)),
  function(table) {
    test <- fine(table)
    list(table = table, estimate = extreme(test$estimate[[1]]), low = extreme(test$conf.int[1]),
         high = extreme(test$conf.int[2]))
  }))

cases("rateRatioCases", lapply(
  list(list(c(41, 22), c(90, 90)), list(c(0, 5), c(30, 30)), list(c(7, 13), c(91, 364)), list(c(120, 118), c(365, 365)),
       list(c(3, 3), c(10, 40)), list(c(5, 0), c(30, 30)), list(c(60000, 59000), c(365, 365)),
       list(c(9, 1), c(0.5, 3.25))),
  function(x) {
    test <- poisson.test(x[[1]], x[[2]])
    list(events = x[[1]], exposure = x[[2]], estimate = test$estimate[[1]],
         low = test$conf.int[1], high = test$conf.int[2], p = test$p.value)
  }))

cases("relativeRiskCases", lapply(
  list(list(c(12, 8), c(300, 200)), list(c(9, 30), c(50, 400)), list(c(2, 5), c(40, 700)), list(c(30, 30), c(30, 60)),
       list(c(3100, 6900), c(310000, 690000))),
  function(x) {
    share <- x[[1]] / x[[2]]
    spread <- exp(qnorm(0.975) * sqrt(sum(1 / x[[1]] - 1 / x[[2]])))
    ratio <- share[1] / share[2]
    list(events = x[[1]], totals = x[[2]], estimate = ratio, low = ratio / spread, high = ratio * spread)
  }))

cases("mantelHaenszelCases", lapply(
  list(list(rows(12, 30, 8, 70), rows(4, 9, 6, 31)),
       list(rows(20, 5, 10, 30), rows(3, 17, 2, 40), rows(8, 8, 9, 9)),
       list(rows(81, 6, 234, 36), rows(192, 71, 55, 25)),
       list(rows(300, 29700, 700, 99300), rows(20, 9980, 1400, 858600)),
       list(rows(5, 5, 0, 10), rows(0, 0, 4, 6), rows(3, 7, 2, 8))),
  function(tables) {
    test <- mantelhaen.test(array(unlist(tables), c(2, 2, length(tables))), correct = FALSE)
    list(tables = tables, estimate = test$estimate[[1]],
         low = test$conf.int[1], high = test$conf.int[2], p = test$p.value)
  }))

pairs <- list(
  list(c(1, 5, 9, 12, 33), c(2, 4, 4, 7, 8, 10, 11)),
  list(c(60, 75, 80, 200, 340, 12), c(5, 9, 14, 22, 31, 44, 45, 60)),
  list(c(1, 1, 2, 2, 3), c(2, 2, 3, 3, 3, 4, 9)),
  list(mixed(80, 7, 5), mixed(60, 11, 4, 2)),
  list(c(rep(0, 50), mixed(30, 13, 7)), c(rep(0, 40), mixed(45, 5, 9))),
  list(mixed(40, 17, 41)^2.5 / 7, (mixed(35, 23, 37) + 3)^2 / 9),
  list(3, c(1, 2)))
cases("mannWhitneyCases", lapply(pairs, function(x) {
  test <- suppressWarnings(wilcox.test(x[[1]], x[[2]], exact = FALSE))
  list(x = as.list(x[[1]]), y = as.list(x[[2]]), u = test$statistic[[1]],
       estimate = median(outer(x[[1]], x[[2]], "-")), p = test$p.value)
}))

# For samples without ties, R's exact interval of the shift, at sizes where the approximation takes the same places.
cases("shiftIntervalCases", lapply(
  list(list(mixed(20, 17, 41) * 1.7, mixed(20, 23, 37) * sqrt(2)), list(mixed(10, 7, 101) * 1.1, mixed(10, 11, 103) * sqrt(3)),
       list(mixed(40, 17, 41)^2.5 / 7, (mixed(36, 23, 37) + 3)^2 / 9 + 0.3)),
  function(x) {
    m <- length(x[[1]])
    n <- length(x[[2]])
    stopifnot(qwilcox(0.025, m, n) == floor((m * n + 1) / 2 - qnorm(0.975) * sqrt(m * n * (m + n + 1) / 12)))
    interval <- wilcox.test(x[[1]], x[[2]], exact = TRUE, conf.int = TRUE)$conf.int
    list(x = x[[1]], y = x[[2]], low = interval[1], high = interval[2])
  }))

cases("spearmanCases", lapply(
  list(list(c(1, 2, 3, 4, 5, 6, 7, 8), c(2, 1, 4, 3, 7, 5, 8, 6)),
       list(c(1, 1, 2, 3, 3, 3, 9, 12, 15, 20), c(0, 0, 0, 1, 4, 2, 2, 30, 8, 100)),
       list(mixed(60, 7, 5), mixed(60, 11, 13)), list(mixed(60, 17, 61), mixed(60, 17, 61) - mixed(60, 5, 23)),
       list(1:6, 6:1)),
  function(x) {
    test <- cor.test(x[[1]], x[[2]], method = "spearman", exact = FALSE)
    list(x = x[[1]], y = x[[2]], rho = test$estimate[[1]], p = test$p.value)
  }))

cases("contingencyCases", lapply(
  list(rbind(c(12, 5, 9), c(30, 22, 4)), rbind(c(10, 20, 30), c(15, 15, 15), c(40, 2, 8)),
       rbind(c(30, 70), c(45, 55)), rbind(c(1, 0, 2, 9), c(4, 4, 0, 1)),
       rbind(c(1200, 56000, 330), c(9000, 410000, 2100))),
  function(counts) {
    test <- suppressWarnings(chisq.test(counts, correct = FALSE))
    list(counts = counts, chiSquare = test$statistic[[1]], df = test$parameter[[1]], p = test$p.value,
         cramersV = sqrt(test$statistic[[1]] / sum(counts) / (min(dim(counts)) - 1)),
         smallestExpected = min(test$expected), standardisedResiduals = test$stdres)
  }))

cases("benjaminiHochbergCases", lapply(
  list(c(0.01, 0.04, 0.03, 0.005, 0.2), c(0.001, 0.001, 0.9, 0.5, 0.049, 0.05), 0.5, c(0.02, NaN, 0.04, NaN, 0.9),
       c(1, 1, 0, 0.6)),
  function(ps) list(ps = as.list(ps), expected = as.list(p.adjust(ps, "BH")))))

follows <- list(
  list(time = aml$time, event = aml$status == 1),
  list(time = c(6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
       event = rep(c(TRUE, FALSE), c(9, 12))),
  list(time = c(1, 2, 3, 4), event = rep(TRUE, 4)),
  list(time = c(5, 5, 5, 12, 12, 30, 31, 60), event = c(TRUE, TRUE, FALSE, TRUE, FALSE, TRUE, TRUE, FALSE)),
  list(time = lung$time[1:150], event = lung$status[1:150] == 2))
cases("kaplanMeierCases", lapply(follows, function(follow) {
  fit <- survfit(Surv(follow$time, follow$event) ~ 1, conf.type = "log-log")
  at <- which(fit$n.event > 0)
  median <- quantile(fit, 0.5)
  list(durations = follow$time, observed = as.list(follow$event),
       median = list(estimate = median$quantile[[1]], low = median$lower[[1]], high = median$upper[[1]]),
       time = as.list(fit$time[at]), survival = as.list(fit$surv[at]), low = as.list(fit$lower[at]),
       high = as.list(fit$upper[at]), atRisk = as.list(fit$n.risk[at]))
}))

# Gini as half the relative mean difference of all pairs.
cases("giniCases", lapply(
  list(c(1, 1, 1, 1), c(0, 0, 0, 10), c(1, 2, 3, 4, 5), mixed(50, 17, 53)^3, 7),
  function(values) list(values = as.list(values),
                        gini = mean(abs(outer(values, values, "-"))) / (2 * mean(values)))))
