namespace NeuralMemory.Tasks;

/// <summary>How a preview is drawn.</summary>
public sealed record TaskPreviewOptions
{
    /// <summary>The columns of a line; longer episodes go on below. At least 40.</summary>
    public int Width { get; init; } = 100;

    /// <summary>The most steps drawn of an episode.</summary>
    public int MaxSteps { get; init; } = 400;

    /// <summary>Whether to colour by ANSI codes.</summary>
    public bool Colors { get; init; }
}
