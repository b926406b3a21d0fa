namespace NeuralMemory.Autodiff;

/// <summary>Chooses after how many steps a state is kept.</summary>
internal static class CheckpointDistance
{
    /// <summary>
    /// K: all T steps where they fit. Else the most of which a stretch and the T / K states fit; or, where nothing fits, that by which
    /// K steps and T / K states take least: the root of T times state over step (Chen et al. 2016, section 3).
    /// </summary>
    /// <param name="steps">T, at least 1.</param>
    /// <param name="step">How many numbers a step takes.</param>
    /// <param name="state">How many numbers a state takes.</param>
    /// <param name="most">How many numbers there are for both.</param>
    /// <returns>K, from 1 to T.</returns>
    public static int Of(int steps, double step, double state, long most)
    {
        if (steps * step <= most)
            return steps;
        double least = Math.Sqrt(steps * state / Math.Max(1, step));
        // K step + T / K state = most: the larger of the two K.
        double root = (double)most * most - 4.0 * steps * step * state;
        double largest = root > 0 ? (most + Math.Sqrt(root)) / (2 * step) : 0;
        return (int)Math.Clamp(Math.Max(least, largest), 1, steps);
    }
}
