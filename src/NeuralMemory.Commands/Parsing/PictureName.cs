using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Checks the name of a picture, before anything is computed.</summary>
internal static class PictureName
{
    private static readonly string[] OtherKinds = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".eps", ".ps"];

    /// <summary>Refuses a name that promises another kind of picture than SVG, or one in a folder that does not exist.</summary>
    /// <param name="option">The option that it was given by, such as <c>--out</c>.</param>
    /// <param name="file">The name; null where none was given.</param>
    /// <exception cref="InvalidInputException">It promises another kind; says how to get it.</exception>
    /// <exception cref="RunException">It is a folder, or lies in one that does not exist.</exception>
    public static void Expect(string option, string? file)
    {
        if (file is null)
            return;
        string kind = Path.GetExtension(file).ToLowerInvariant();
        if (OtherKinds.Contains(kind))
        {
            string svg = Path.ChangeExtension(file, ".svg");
            throw new InvalidInputException(SourceMark.WholeFile(option),
                $"pictures are written as SVG, and {Quoted.Text(file)} promises {kind[1..].ToUpperInvariant()}; "
                + $"name it {Quoted.Text(svg)}, and make the other of it: {HowTo(kind, svg, file)}");
        }

        AtomicFile.ExpectPlace(file);
    }

    private static string HowTo(string kind, string svg, string file) => kind switch
    {
        ".png" => $"rsvg-convert -o {file} {svg}",
        ".pdf" or ".eps" or ".ps" => $"rsvg-convert -f {kind[1..]} -o {file} {svg}",
        _ => $"magick {svg} {file}",
    };
}
