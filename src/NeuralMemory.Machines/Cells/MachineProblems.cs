namespace NeuralMemory.Machines;

/// <summary>Rules that machines have in common.</summary>
internal static class MachineProblems
{
    /// <summary>Heads cut rows into equal parts.</summary>
    public static MachineProblem? OfHeads(int heads, int width) => heads >= 1 && width >= 1 && width % heads == 0
        ? null
        : new("heads", $"{heads} heads do not divide the width {width}");

    /// <summary>Refuses a configuration that does not fit together.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void ThrowOnProblem(this MachineConfig config, InputLayout inputs)
    {
        if (config.Problems(inputs).FirstOrDefault() is { } problem)
            throw new ArgumentException($"{config.Kind}: {problem.Message}", nameof(config));
    }
}
