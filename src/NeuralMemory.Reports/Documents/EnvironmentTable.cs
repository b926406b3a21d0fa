using System.Globalization;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>Where and with what runs were made.</summary>
public static class EnvironmentTable
{
    /// <summary>A row for each quantity, with each value that a run has.</summary>
    public static ReportTable Of(IEnumerable<RunFacts> runs)
    {
        RunEnvironment[] all = [.. runs.Select(run => run.Environment).OfType<RunEnvironment>()
            .SelectMany(environment => environment.Resumes.Select(resume => resume.Environment).Prepend(environment))];
        return new([new("what"), new("value")],
        [
            .. Rows(all).Where(row => row[1].Length > 0),
        ]);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(RunEnvironment[] all)
    {
        yield return Row("program", each => $"neuralmemory {each.Version}");
        yield return Row("commit", each => each.Commit is null ? null : each.Commit + each.Dirty switch
        {
            true => ", with uncommitted changes",
            false => "",
            null => ", of a program that was installed",
        });
        yield return Row("engine", each => string.Join(" then ", each.Engines.Select(engine =>
            engine.Version is null ? engine.Name : $"{engine.Name} ({engine.Version})")));
        yield return Row("device", each => each.Device);
        yield return Row("threads", each => each.Threads.ToString(CultureInfo.InvariantCulture));
        yield return Row("processor", each => each.Cpu);
        yield return Row("instructions", each => each.Arithmetic?.Instructions);
        yield return Row("vectors", each => string.Create(CultureInfo.InvariantCulture, $"{each.VectorWidth} bits"));
        yield return Row("system", each => $"{each.Os}, {each.Architecture}");
        yield return Row("runtime", each => each.Runtime);

        string[] Row(string name, Func<RunEnvironment, string?> value) =>
            [name, string.Join("; ", all.Select(value).OfType<string>().Where(text => text.Length > 0).Distinct())];
    }
}
