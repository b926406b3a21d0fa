namespace NeuralMemory.Machines;

/// <summary>Rules that machines have in common.</summary>
internal static class MachineProblems
{
    /// <summary>Heads cut rows into equal parts.</summary>
    public static MachineProblem? OfHeads(int heads, int width)
    {
        if (heads >= 1 && width >= 1 && width % heads == 0)
            return null;
        int[] divisors = [.. Enumerable.Range(1, Math.Max(width, 1)).Where(count => width % count == 0)];
        // The nearest ones: as many on each side as there are.
        int[] near = [.. divisors.Where(count => count < heads).TakeLast(1), .. divisors.Where(count => count > heads).Take(1)];
        return new("heads", $"{heads} heads do not divide the width {width}; {string.Join(" or ", near)} would");
    }

    /// <summary>Refuses a configuration that does not fit together.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void ThrowOnProblem(this MachineConfig config, InputLayout inputs)
    {
        if (config.Problems(inputs).FirstOrDefault() is { } problem)
            throw new ArgumentException($"{config.Kind}: {problem.Message}", nameof(config));
    }
}
