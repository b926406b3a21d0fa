# With cells.awk: the runs of each machine at its best rate on each task, "task machine rate seed", in the order of `tasks` and `machines`.
END {
    n = split(tasks, task, " "); m = split(machines, machine, " ")
    for (t = 1; t <= n; t++)
        for (k = 1; k <= m; k++) {
            best = best_rate(machine[k], task[t])
            cell = machine[k] "," task[t] "," best
            for (i = 1; best != "" && i <= seeds[cell]; i++) print task[t], machine[k], best, seed[cell, i]
        }
}
