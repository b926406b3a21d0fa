namespace NeuralMemory.Reports;

/// <summary>A rectangle on paper.</summary>
/// <param name="Left">Its left side.</param>
/// <param name="Top">Its upper side.</param>
/// <param name="Right">Its right side.</param>
/// <param name="Bottom">Its lower side.</param>
internal readonly record struct ChartBox(double Left, double Top, double Right, double Bottom)
{
    /// <summary>How wide it is.</summary>
    public double Width => Right - Left;

    /// <summary>How high it is.</summary>
    public double Height => Bottom - Top;
}
