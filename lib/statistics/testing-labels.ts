/** Labels that were checked, and what R makes of them: the estimate, or part and whole, before both ends. */
export type LabelCase = {
  /** Labelled, unlabelled, hits, misses, false alarms, quiet. */
  strata: readonly (readonly [number, number, number, number, number, number])[];
  sensitivity: readonly [part: number, of: number, low: number, high: number];
  specificity: readonly [part: number, of: number, low: number, high: number];
  share: readonly [estimate: number, low: number, high: number];
};

/*
Made by R:

# strata: labelled, unlabelled, hits, misses, falseAlarms, quiet
units <- function(s) do.call(rbind, lapply(seq_len(nrow(s)), function(h) {
  r <- s[h, ]; n <- sum(r[3:6])
  data.frame(h = h, n = n, w = (r[[1]] + r[[2]]) / n, true = rep(c(1, 1, 0, 0), r[3:6]), marked = rep(c(1, 0, 1, 0), r[3:6]))
}))
effective <- function(u, among, y) {
  if (!any(among)) return(c(part = 0, of = 0))
  total <- sum(u$w[among]); p <- sum((u$w * y)[among]) / total
  if (p == 0 || p == 1) { of <- total / max(u$w); return(c(part = of * p, of = of)) }
  z <- ifelse(among, u$w * (y - p) / total, 0)
  v <- sum(tapply(z^2, u$h, sum) - tapply(z, u$h, sum)^2 / (tapply(u$n, u$h, unique) + 1))
  of <- p * (1 - p) / v
  c(part = of * p, of = of)
}
# Lang and Reiczigel (2014), as asht::prevSeSp
prevSeSp <- function(AP, nP, Se, nSe, Sp, nSp, z = qnorm(0.975)) {
  est <- min(1, max(0, (AP + Sp - 1) / (Se + Sp - 1)))
  nP2 <- nP + z^2; AP2 <- (nP * AP + z^2 / 2) / nP2
  nSe2 <- nSe + 2; Se2 <- (nSe * Se + 1) / nSe2
  nSp2 <- nSp + 2; Sp2 <- (nSp * Sp + 1) / nSp2
  p <- (AP2 + Sp2 - 1) / (Se2 + Sp2 - 1)
  dp <- 2 * z^2 * (p * Se2 * (1 - Se2) / nSe2 - (1 - p) * Sp2 * (1 - Sp2) / nSp2)
  half <- z / (Se2 + Sp2 - 1) * sqrt(AP2 * (1 - AP2) / nP2 + p^2 * Se2 * (1 - Se2) / nSe2 + (1 - p)^2 * Sp2 * (1 - Sp2) / nSp2)
  c(estimate = est, low = max(0, min(1, p + dp - half)), high = min(1, max(0, p + dp + half)))
}
wilson <- function(x, n, z = qnorm(0.975)) ((x + z^2/2) + c(-1, 1) * z * sqrt(x * (n - x) / n + z^2/4)) / (n + z^2)
run <- function(...) {
  s <- matrix(c(...), ncol = 6, byrow = TRUE); u <- units(as.data.frame(s))
  se <- effective(u, u$true == 1, u$marked); sp <- effective(u, u$true == 0, 1 - u$marked)
  n <- sum(s[, 1:2]); m <- sum(s[, 1])
  r <- prevSeSp(m / n, n, se[[1]] / se[[2]], se[[2]], sp[[1]] / sp[[2]], sp[[2]])
  f <- function(x) paste(formatC(x, digits = 15, format = "g"), collapse = ", ")
  cat("  {\n    strata: [", paste(apply(s, 1, function(r) paste0("[", paste(r, collapse = ", "), "]")), collapse = ", "), "],\n",
      "    sensitivity: [", f(c(se, wilson(se[[1]], se[[2]]))), "],\n    specificity: [", f(c(sp, wilson(sp[[1]], sp[[2]]))), "],\n    share: [", f(r), "],\n  },\n", sep = "")
}
# A simple random sample
run(310, 690, 22, 4, 2, 52)
# By label, at different rates
run(4000, 0, 27, 0, 3, 0, 0, 10000, 0, 2, 0, 28)
# None missed
run(900, 0, 38, 0, 2, 0, 0, 600, 0, 0, 0, 40)
# With culprits of both labels apart
run(111, 0, 27, 0, 3, 0, 0, 269, 0, 2, 0, 28, 9, 11, 8, 3, 1, 8)
# The culprits of it alone
run(9, 11, 8, 3, 1, 8)
*/
export const labelCases: readonly LabelCase[] = [
  {
    strata: [[310, 690, 22, 4, 2, 52]],
    sensitivity: [22, 26, 0.664688006717865, 0.938499662764216],
    specificity: [52.0000000000001, 54.0000000000001, 0.874648230827245, 0.989783632051555],
    share: [0.337359154929577, 0.255279188743734, 0.432227220710421],
  },
  {
    strata: [
      [4000, 0, 27, 0, 3, 0],
      [0, 10000, 0, 2, 0, 28],
    ],
    sensitivity: [13.5443742098609, 16.0525916561315, 0.60456461546311, 0.95018197957777],
    specificity: [79.9041614123582, 83.3286254728878, 0.892360367036741, 0.985001378929352],
    share: [0.304761904761905, 0.240778444622059, 0.415102801974352],
  },
  {
    strata: [
      [900, 0, 38, 0, 2, 0],
      [0, 600, 0, 0, 0, 40],
    ],
    sensitivity: [38, 38, 0.908190131774416, 1],
    specificity: [30.0981647460521, 32.355527102006, 0.789850981612931, 0.979295997905009],
    share: [0.57, 0.504627169676435, 0.631706817744661],
  },
  {
    strata: [
      [111, 0, 27, 0, 3, 0],
      [0, 269, 0, 2, 0, 28],
      [9, 11, 8, 3, 1, 8],
    ],
    sensitivity: [17.3519266548909, 20.7183183568592, 0.629572706318716, 0.939876065623107],
    specificity: [85.0702201123071, 89.0435204083399, 0.890525520670563, 0.982564191890032],
    share: [0.322083333333333, 0.241354173174311, 0.443890887860447],
  },
  {
    strata: [[9, 11, 8, 3, 1, 8]],
    sensitivity: [8, 11, 0.434354698823871, 0.902539407099751],
    specificity: [8, 9, 0.565000294423344, 0.980109112361455],
    share: [0.55, 0.0456352177435877, 1],
  },
];

/** Eighty of four hundred changes: thirty marked, thirty unmarked, and all twenty culprits; then these alone. */
export const [eightyChecked, culpritsChecked] = [labelCases[3]!, labelCases[4]!];
