# Of published.csv and a benchmark's runs.csv, with `benchmark`, `tasks` and `machines` set: the table of machines by tasks, then each run's rate and seed.
BEGIN { FS = ","; count = split(tasks, task, " "); many = split(machines, machine, " ") }

FILENAME ~ /published\.csv$/ {
    if (FNR == 1) for (i = 4; i <= NF; i++) column[i] = $i
    else if ($1 == benchmark) {
        paper[++papers] = $2 " (" $3 ")"
        for (i = 4; i <= NF; i++) published[papers, column[i]] = $i
    }
}

FILENAME ~ /runs\.csv$/ && FNR > 1 {
    cell = $1 "," $2
    parameters[cell] = $5
    trials[cell] += 1
    right[cell, $3, $4] = $10 == "" ? 0 : $10
    has[cell, $3, $4] = 1
    # The rate is chosen on seed 1, by the evaluations that choose.
    if ($4 == 1 && $9 != "" && (!(cell in chosen) || $9 > most[cell] || ($9 == most[cell] && $7 < least[cell]))) {
        chosen[cell] = $3; most[cell] = $9 + 0; least[cell] = $7 + 0
    }
}

# The median over the seeds of the chosen rate, with the range and the number of seeds.
function summary(cell,    rate, seed, n, i, j, swap, values, middle) {
    if (!(cell in trials)) return "not run"
    if (!(cell in chosen)) return "diverged"
    rate = chosen[cell]; n = 0
    for (seed = 1; seed <= 10; seed++) if ((cell, rate, seed) in has) values[++n] = right[cell, rate, seed] + 0
    for (i = 2; i <= n; i++) for (j = i; j > 1 && values[j] < values[j - 1]; j--) { swap = values[j]; values[j] = values[j - 1]; values[j - 1] = swap }
    middle = n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
    return sprintf("%.1f%s", middle, n == 1 ? "; 1 seed" : sprintf(" (%.1f to %.1f); %d seeds, rate %s", values[1], values[n], n, rate))
}

END {
    line = "| machine | parameters |"; rule = "|---|--:|"
    for (i = 1; i <= count; i++) { line = line " " task[i] " |"; rule = rule "--:|" }
    print line "\n" rule
    for (m = 1; m <= many; m++) {
        size = ""
        for (i = count; i >= 1; i--) if ((task[i] "," machine[m]) in parameters) size = parameters[task[i] "," machine[m]]
        line = "| " machine[m] " | " size " |"
        for (i = 1; i <= count; i++) line = line " " summary(task[i] "," machine[m]) " |"
        print line
    }
    for (p = 1; p <= papers; p++) {
        line = "| *" paper[p] "* | |"
        for (i = 1; i <= count; i++) line = line " " ((p, task[i]) in published ? "*" published[p, task[i]] "*" : "") " |"
        print line
    }
}
