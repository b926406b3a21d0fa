using NeuralMemory.Reproductions;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>The cells of a benchmark that a user names.</summary>
internal static class BenchmarkChoice
{
    /// <summary>The cells of some names, in the order of the table.</summary>
    /// <param name="cells">All.</param>
    /// <param name="names">Each <c>TASK</c> or <c>TASK/MACHINE</c>; none for all cells.</param>
    /// <exception cref="RunException">There is no cell of a name; the message names what may have been meant.</exception>
    public static IReadOnlyList<BenchmarkCell> Of(IReadOnlyList<BenchmarkCell> cells, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            string[] parts = name.Split('/', 2);
            string[] tasks = [.. cells.Select(cell => cell.Task).Distinct()], machines = [.. cells.Select(cell => cell.Machine).Distinct()];
            Expect("task", parts[0], tasks);
            if (parts.Length > 1)
                Expect("machine", parts[1], machines);
        }

        return names.Count == 0 ? cells
            : [.. cells.Where(cell => names.Any(name => name == cell.Task || name == $"{cell.Task}/{cell.Machine}"))];
    }

    private static void Expect(string what, string name, string[] known)
    {
        if (!known.Contains(name))
            throw new RunException(RunProblem.Missing,
                $"'--only': the benchmark has no {what} {Quoted.Text(name)}{NearestName.Hint(name, known)}");
    }
}
