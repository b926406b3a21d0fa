using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>The names of files that pictures go to, with their numbers beside them.</summary>
internal static class PictureName
{
    /// <summary>Refuses a name that is not that of an SVG file, before anything is computed.</summary>
    /// <param name="option">The option that gave it.</param>
    /// <param name="file">The name.</param>
    /// <exception cref="InvalidInputException">It ends otherwise; the message says how to get what it asks for.</exception>
    /// <exception cref="RunException">There is no such folder.</exception>
    public static void Expect(string option, string file)
    {
        string ending = Path.GetExtension(file), svg = Path.ChangeExtension(file, ".svg");
        if (!ending.Equals(".svg", StringComparison.OrdinalIgnoreCase))
            throw new InvalidInputException(SourceMark.WholeFile(option), ending.ToLowerInvariant() switch
            {
                ".png" or ".pdf" => $"{Quoted.Text(file)}: pictures are written as SVG. Write {Quoted.Text(svg)} and convert that: "
                    + $"rsvg-convert{(ending.Equals(".pdf", StringComparison.OrdinalIgnoreCase) ? " -f pdf" : " -z 2")} "
                    + $"-o {Path.GetFileName(file)} {Path.GetFileName(svg)} (librsvg), or Inkscape, or a browser",
                _ => $"{Quoted.Text(file)}: pictures are written as SVG; give a name such as {Quoted.Text(svg)}",
            });
        AtomicFile.ExpectPlace(file);
    }

    /// <summary>Where the numbers of a picture go.</summary>
    public static string NumbersOf(string file) => Path.ChangeExtension(file, ".csv");
}
