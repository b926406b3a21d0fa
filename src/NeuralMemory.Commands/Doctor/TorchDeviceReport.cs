namespace NeuralMemory.Commands;

/// <summary>A device of the torch engine.</summary>
/// <param name="Name">The name by which options mean it, such as <c>cuda:0</c>.</param>
/// <param name="Label">What it calls itself, or null.</param>
internal sealed record TorchDeviceReport(string Name, string? Label)
{
    /// <summary>Its memory in bytes; null if it has none of its own or does not say.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>What of it no program uses, in bytes.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Whether passes of training become CUDA graphs on it; null where no device of its kind has them.</summary>
    public bool? HasGraphs { get; init; }

    /// <summary>Why they do not; null where they do, and where no device of its kind has them.</summary>
    public string? WhyNoGraphs { get; init; }

    /// <summary>Why it cannot compute; null if it can.</summary>
    public string? Problem { get; init; }

    /// <summary>How far a small product is from the exact one, relative.</summary>
    public double ProductError { get; init; }

    /// <summary>How far its gradient is.</summary>
    public double GradientError { get; init; }

    /// <summary>Whether both are as near as single precision allows.</summary>
    public bool IsRight { get; init; }
}
