namespace NeuralMemory.Autodiff;

/// <summary>Chooses before every how many-th step a state is kept.</summary>
internal static class CheckpointDistance
{
    // Measured: stretches of 2 MB, which stay in the second-level cache, are computed faster than longer ones.
    private const double InCache = (2 << 20) / (double)sizeof(Real);

    /// <summary>
    /// K: all T steps where they fit. Else that by which K steps and T / K states take least, the root of T times state over step
    /// (Chen et al. 2016, section 3), or more steps where they still stay in the cache, and in a quarter of what they may take.
    /// </summary>
    /// <param name="steps">T, at least 1.</param>
    /// <param name="step">How many numbers a step takes.</param>
    /// <param name="state">How many numbers a state takes.</param>
    /// <param name="most">How many numbers all steps may take.</param>
    /// <returns>K, from 1 to T.</returns>
    public static int Of(int steps, double step, double state, long most)
    {
        if (steps * step <= most)
            return steps;
        double least = Math.Sqrt(steps * state / Math.Max(1, step)), cached = Math.Min(InCache, most / 4.0) / Math.Max(1, step);
        return (int)Math.Clamp(Math.Max(least, cached), 1, steps);
    }
}
