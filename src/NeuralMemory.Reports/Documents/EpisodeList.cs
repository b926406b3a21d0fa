using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reports;

/// <summary>
/// Reads a list of traces that make one page: a YAML file with a <c>title</c>, a <c>lead</c> (a text or several), and <c>episodes</c>. Each
/// of these has a <c>trace</c>, a file beside the list, and may have a <c>title</c>, a <c>text</c> (one or several), and <c>folded</c>, the
/// titles of rows that are folded at first.
/// </summary>
public static class EpisodeList
{
    /// <summary>How many episodes a page has at most.</summary>
    public const int MostEpisodes = 32;

    /// <summary>Reads a list and its traces.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">It is missing or wrong; every problem is in it.</exception>
    /// <exception cref="RunException">A trace is missing or damaged.</exception>
    public static EpisodeSource Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Diagnostics diagnostics = new();
        YamlMapping root = YamlReader.ReadFile(path, diagnostics)?.AsMapping(diagnostics) ?? new(SourceMark.WholeFile(path));
        diagnostics.ThrowIfAny();
        YamlFields fields = new(root, "the list of episodes", diagnostics);
        string title = fields.RequiredText("title") ?? "";
        IReadOnlyList<string> lead = Texts(fields.Optional("lead"), diagnostics);
        List<ReportEpisode> episodes = [];
        if (fields.Required("episodes") is { } list && list.AsItems(diagnostics) is { } items)
        {
            if (items.Count is 0 or > MostEpisodes)
                diagnostics.Add(list.Mark, $"a page has 1 to {MostEpisodes} episodes; found {items.Count}");
            foreach (YamlNode item in items.Take(MostEpisodes))
                if (item.AsMapping(diagnostics) is { } mapping)
                    Read(mapping, Path.GetDirectoryName(path) ?? "", episodes, diagnostics);
        }

        fields.Finish();
        diagnostics.ThrowIfAny();
        return new(title, episodes) { Lead = lead };
    }

    private static void Read(YamlMapping mapping, string folder, List<ReportEpisode> episodes, Diagnostics diagnostics)
    {
        YamlFields fields = new(mapping, "the episode", diagnostics);
        YamlNode? file = fields.Required("trace");
        string? name = file?.AsText(diagnostics), title = fields.Text("title");
        IReadOnlyList<string> text = Texts(fields.Optional("text"), diagnostics);
        IReadOnlyList<YamlNode> folded = fields.Items("folded");
        fields.Finish();
        if (name is null)
            return;
        string id = IdOf(name);
        if (episodes.Any(episode => episode.Id == id))
        {
            diagnostics.Add(
                file!.Mark, $"another episode is called {Quoted.Text(id)}, after its trace, in links; name the files otherwise");
            return;
        }

        EpisodeTrace trace = TraceReader.Read(Path.Combine(folder, name));
        InspectionView view = InspectionView.Of(trace);
        string[] sections = [.. view.Sections.Select(section => section.Title).Where(section => section.Length > 0)];
        episodes.Add(new($"{view.Head}; {view.Title}.", trace)
        {
            Id = id,
            Title = title ?? id,
            Text = text,
            Folded = folded.Select(each => each.AsChoice("rows", sections, diagnostics)).OfType<string>().ToHashSet(),
        });
    }

    /// <summary>What links call an episode: the name of its trace, in small letters and hyphens.</summary>
    private static string IdOf(string file) => string.Concat(Path.GetFileNameWithoutExtension(file).ToLowerInvariant()
        .Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-') is { Length: > 0 } id ? id : "episode";

    private static IReadOnlyList<string> Texts(YamlNode? node, Diagnostics diagnostics) => node switch
    {
        null => [],
        YamlSequence several => [.. several.Items.Select(item => item.AsText(diagnostics) ?? "")],
        _ => [node.AsText(diagnostics) ?? ""],
    };
}
