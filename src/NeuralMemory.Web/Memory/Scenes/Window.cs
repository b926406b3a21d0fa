namespace NeuralMemory.Web;

/// <summary>
/// Which steps of an episode are drawn at once: all of a short one, of a long one those around the step that is looked at.
/// </summary>
/// <param name="First">The first.</param>
/// <param name="Steps">How many.</param>
public readonly record struct Window(int First, int Steps)
{
    /// <summary>The most steps that are drawn at once.</summary>
    public const int Most = 256;

    private const int Hop = Most / 2;

    /// <summary>
    /// The window around a step. It depends on nothing else, so that one address shows one picture, and goes on by half of it.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="steps">T.</param>
    public static Window Around(int step, int steps)
    {
        if (steps <= Most)
            return new(0, steps);
        int first = Math.Clamp(step / Hop * Hop - Hop / 2, 0, steps - Most);
        return new(first, Most);
    }

    /// <summary>Whether a step is drawn.</summary>
    public bool Has(int step) => step >= First && step < First + Steps;
}
