namespace NeuralMemory.Reports;

/// <summary>
/// Episodes as one HTML page to go through step by step, which needs nothing from outside. The same traces give the same bytes.
/// </summary>
public static class EpisodePages
{
    /// <summary>The page.</summary>
    public static string Html(EpisodeSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return "<!DOCTYPE html>\n" + ComponentText.Of<EpisodePage>(new Dictionary<string, object?>
        {
            [nameof(EpisodePage.Source)] = source,
        }) + "\n";
    }
}

/// <summary>What a page of episodes is made of.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Episodes">The episodes, from the top; each has an <see cref="ReportEpisode.Id"/> of its own.</param>
public sealed record EpisodeSource(string Title, IReadOnlyList<ReportEpisode> Episodes)
{
    /// <summary>What stands above them, by paragraphs.</summary>
    public IReadOnlyList<string> Lead { get; init; } = [];

    /// <summary>How the page was made, at its end.</summary>
    public string Made { get; init; } = "";
}
