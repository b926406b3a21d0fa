using System.CommandLine;
using NeuralMemory.Analysis;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory compare</c>: what runs differ in, and what came of it.</summary>
internal static class CompareCommand
{
    /// <summary>Stands for every metric in <c>--metric</c>.</summary>
    public const string AllMetrics = "all";

    public static DocumentedCommand Create(Terminal terminal)
    {
        Argument<string[]> folders = new("RUN")
        {
            Description = "Runs, groups of runs, sweeps, or any folders of runs; those that differ in the seed alone are one group. Of one "
                + "group alone its seeds are compared",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> metric = new("--metric")
        {
            HelpName = "NAMES",
            Description = "Which metrics, with commas between them, or all; if not given, those that say most, and all with --csv and "
                + "--json",
        };
        Option<ShownStatistic> statistic = new("--statistic")
        {
            HelpName = "median|mean|all",
            Description = "What stands for a group: the median and quartiles, the mean and standard deviation, or all of them and the "
                + "extremes; the median if not given",
            CustomParser = result => Options.Choice<ShownStatistic>(result, "--statistic"),
        };
        Option<bool> bootstrap = new("--bootstrap") { Description = "Add a 95 % interval of the median or mean, by resampling the runs" };
        Option<bool> paired = new("--paired") { Description = "Add the differences from the first group, over the seeds that both have" };
        Option<SolveRule?> solved = new("--solved")
        {
            HelpName = "BOUND",
            Description = "When a run counts as solved, as in \"bits_per_sequence < 0.1\": in an evaluation during training; by the "
                + "stop rule of its config, or its published figure, if not given",
            CustomParser = result =>
            {
                if (SolveRule.Parse(result.Tokens[^1].Value) is { } rule)
                    return rule;
                result.AddError("'--solved': expected a metric and its bound, as in \"bits_per_sequence < 0.1\", "
                    + $"found '{result.Tokens[^1].Value}'");
                return null;
            },
        };
        Option<string?> svg = new("--svg") { HelpName = "FILE", Description = "Draw the learning curves over one another into this file" };
        Option<Progress> by = new("--by")
        {
            HelpName = "sequences|steps|seconds",
            Description = "What the curves are drawn over; training sequences if not given",
            CustomParser = result => Options.Choice<Progress>(result, "--by"),
        };
        Option<bool> anyway = new("--anyway") { Description = "Show runs of different tasks all the same, each task by itself" };
        Option<bool> json = Options.Json("Print a JSON document, for scripts"), csv = Options.Csv();
        Option<bool> latex = new("--latex") { Description = "Print a table for LaTeX (booktabs)" };
        DocumentedCommand command = new("compare", "Compare runs, groups and sweeps: what differs, and what came of it",
            "neuralmemory compare results/lstm-copy results/ntm-copy", "neuralmemory compare results/sweep --bootstrap --svg curves.svg",
            "neuralmemory compare results/ntm-copy --statistic all",
            "neuralmemory compare results/lstm-copy results/ntm-copy --paired --solved \"bits_per_sequence < 0.1\" --csv")
        { folders, metric, statistic, bootstrap, paired, solved, svg, by, anyway, json, csv, latex };
        command.Validators.Add(result => Options.RefuseBoth(result, json, csv, latex));
        command.SetAction(parsed =>
        {
            PictureName.Expect("--svg", parsed.GetValue(svg));
            RunCollection runs = RunCollection.Open(parsed.GetRequiredValue(folders));
            Comparison comparison = Comparison.Of(runs, parsed.GetValue(solved), parsed.GetValue(anyway));
            ComparisonStyle style = new()
            {
                Statistic = parsed.GetValue(statistic),
                HasBootstrap = parsed.GetValue(bootstrap),
                IsPaired = parsed.GetValue(paired),
                Metrics = Known(parsed.GetValue(metric), comparison),
            };
            if (parsed.GetValue(solved) is { } rule)
                ExpectMeasured(rule.Metric, runs);
            string? picture = parsed.GetValue(svg);
            string? drawn = style.Metrics is [var first, ..] ? first : null;
            if (picture is not null)
                AtomicFile.WriteText(picture, ComparisonPicture.Draw(comparison, drawn, parsed.GetValue(by)));
            StateSizes states = new();
            ComparisonColumns columns = new(style, states.TextOf);
            ComparisonFiles files = new(comparison, style, columns, states.NumbersOf);
            if (parsed.GetValue(json))
                Json.Write(terminal, files.Document());
            else if (parsed.GetValue(csv))
                terminal.Out.Write(files.Csv());
            else if (parsed.GetValue(latex))
                terminal.Out.Write(files.Latex());
            else
                new ComparisonText(terminal, comparison, style, columns).Print();
            foreach (string warning in comparison.Warnings)
                Warnings.Print(terminal, warning);
            if (picture is not null && !parsed.GetValue(json) && !parsed.GetValue(csv) && !parsed.GetValue(latex))
                terminal.WriteWords($"drawn: {picture}", indent: 7);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The metrics of a list, each of which some run has measured at its end.</summary>
    private static string[] Known(string? list, Comparison comparison)
    {
        if (list is null)
            return [];
        string[] measured = [.. comparison.Tasks.SelectMany(task => task.Metrics).Distinct()];
        string[] names = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names is [AllMetrics])
            return measured;
        if (names.FirstOrDefault(name => !measured.Contains(name)) is { } unknown)
            throw new RunException(RunProblem.Missing,
                $"no run has measured {Quoted.Text(unknown)} at its end{NearestName.Hint(unknown, measured)}");
        return names;
    }

    private static void ExpectMeasured(string metric, RunCollection runs)
    {
        string[] measured =
        [
            .. runs.Runs.SelectMany(run => run.Evaluations is [.., var last] ? last.Values : []).Select(value => value.Name).Distinct(),
        ];
        if (!measured.Contains(metric))
            throw new RunException(RunProblem.Missing,
                $"no run has measured {Quoted.Text(metric)} during training{NearestName.Hint(metric, measured)}");
    }
}
