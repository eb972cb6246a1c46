# Base R on counts.csv: chisq.test, the deviance of a binomial model (G2 over four cells), and Clopper-Pearson bounds of
# binom.test as log ratios. Sizes are 50000 and 75000 tokens.
x <- read.csv("counts.csv"); n1 <- 50000; n2 <- 75000
v <- paste(R.version$major, R.version$minor, sep = ".")
say <- function(measure, item, value) cat(sprintf("%s,%s,%s,%.12g\n", v, measure, item, value))
for (i in seq_len(nrow(x))) {
  a <- x$target[i]; b <- x$reference[i]; m <- matrix(c(a, b, n1 - a, n2 - b), 2)
  say("chi2", x$item[i], suppressWarnings(chisq.test(m, correct = FALSE))$statistic)
  say("chi2_yates", x$item[i], suppressWarnings(chisq.test(m, correct = TRUE))$statistic)
  say("g2", x$item[i], suppressWarnings(glm(cbind(c(a, b), c(n1 - a, n2 - b)) ~ 1, family = binomial))$deviance)
  p <- binom.test(a, a + b)$conf.int
  say("log_ratio_low", x$item[i], log2(n2 / n1 * p[1] / (1 - p[1])))
  say("log_ratio_high", x$item[i], log2(n2 / n1 * p[2] / (1 - p[2])))
}
p <- c(.01, .04, .03, .2, .005, .9)
say("bh", "", sum(p.adjust(p, "BH") * seq_along(p))); say("holm", "", sum(p.adjust(p, "holm") * seq_along(p)))
