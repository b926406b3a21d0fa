using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using NeuralMemory.Benchmarks;
using NeuralMemory.Experiments;

Type[] benchmarks =
[
    .. typeof(StepBenchmarks).Assembly.GetTypes().Where(type => type.Name.EndsWith("Benchmarks", StringComparison.Ordinal)),
];
IEnumerable<Summary> summaries;
try
{
    VectorsVariable.Apply();
    switch (args)
    {
        case ["step", .. var machines]:
            return StepTable.Run(machines);
        case ["threads", .. var words]:
            return ThreadsTable.Run(words);
        case ["brief"]:
            return BriefSteps.Run();
        case ["profile", var machine, var batch]:
            return ProfileTable.Run(machine, Words.Number(batch));
        case ["pairs", var other]:
            return StepPairs.Run(other, 60);
        case ["pairs", var other, var count]:
            return StepPairs.Run(other, Words.Number(count));
        case ["parity", var device]:
            return ParityCheck.Run(device);
        case ["replay", var device]:
            return ReplayCheck.Run(device);
        case ["command", .. var rest]:
            return NeuralMemory.Commands.NeuralMemoryCommand.Run(rest);
        case ["engines", .. var words]:
            return EnginesTable.Run(words);
        case ["transformer", .. var lengths]:
            return TransformerTable.Run(lengths);
        case ["xlstm", .. var lengths]:
            return XlstmTable.Run(lengths);
        case ["start", var program, .. var others]:
            return StartTable.Run([program, .. others]);
        case ["runs", var program]:
            return RunsTable.Run(program);
        case ["sparse", .. var sizes]:
            return SparseTable.Run(sizes);
        case ["tables"]:
            return RowTables.Run();
        case ["links"]:
            return LinksTable.Run();
        case ["kernels", .. var patterns]:
            Type[] kernels = [.. benchmarks.Where(type => type != typeof(StepBenchmarks))];
            string[] filter = ["--filter", .. patterns is [] ? ["*"] : patterns];
            summaries = BenchmarkSwitcher.FromTypes(kernels).Run(filter, BenchmarkSettings.Create(BenchmarkSettings.Short));
            break;
        default:
            summaries = BenchmarkSwitcher.FromTypes(benchmarks).Run(args, BenchmarkSettings.Create(Job.Default));
            break;
    }
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

// A fast version that disagrees with its naive one fails in the setup.
return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
