namespace NeuralMemory.Reports;

/// <summary>How wide pictures of one step are.</summary>
public static class StepSizes
{
    /// <summary>On a page.</summary>
    public const double Usual = 720;

    /// <summary>On a phone.</summary>
    public const double Phone = 360;
}
