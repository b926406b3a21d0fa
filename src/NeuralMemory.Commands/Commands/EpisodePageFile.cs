using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Writes episodes as an offline page.</summary>
internal static class EpisodePageFile
{
    private const string Made = "Made by neuralmemory inspect. The page has all it needs in itself, and asks nothing of anywhere.";

    /// <summary>Refuses a name that is none of a page, or in no folder, before anything is computed.</summary>
    /// <exception cref="InvalidInputException">It promises another kind of file.</exception>
    /// <exception cref="RunException">It is a folder, or lies in one that does not exist.</exception>
    public static void Expect(string? file)
    {
        if (file is null)
            return;
        if (Path.GetExtension(file).ToLowerInvariant() is not (".html" or ".htm"))
            throw new InvalidInputException(SourceMark.WholeFile("--page"),
                $"{Quoted.Text(file)}: a page is HTML; give a name such as {Quoted.Text(Path.ChangeExtension(file, ".html"))}");
        AtomicFile.ExpectPlace(file);
    }

    /// <summary>Writes one episode.</summary>
    public static void Write(string file, EpisodeTrace trace)
    {
        InspectionView view = InspectionView.Of(trace);
        Write(file, new EpisodeSource(view.Head, [new($"{view.Title}.", trace)]));
    }

    /// <summary>Writes several.</summary>
    public static void Write(string file, EpisodeSource source) =>
        AtomicFile.WriteText(file, EpisodePages.Html(source with { Made = Made }));
}
