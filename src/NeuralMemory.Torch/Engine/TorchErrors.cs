using System.Globalization;
using System.Text.RegularExpressions;

namespace NeuralMemory.Torch;

/// <summary>From libtorch's messages, which are pages long, to sentences.</summary>
internal static partial class TorchErrors
{
    /// <summary>What a user is told of an error of libtorch.</summary>
    public static TorchException Translate(Exception error, string device)
    {
        string first = error.Message.Split('\n')[0].Trim();
        if (!OutOfMemory().IsMatch(first))
            return new TorchException($"torch on '{device}' failed: {first}", error);
        Match asked = Asked().Match(first);
        return new TorchMemoryException(device, asked.Success ? Size(asked.Groups[1].Value, asked.Groups[2].Value) : null, error);
    }

    /// <summary>A size as a card gives it, or one that the processor gives in bytes, brought to the same form.</summary>
    private static string Size(string number, string unit)
    {
        string[] units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
        if (unit != units[0] || !double.TryParse(number, CultureInfo.InvariantCulture, out double size))
            return $"{number} {unit}";
        int power = 0;
        for (; size >= 1024 && power < units.Length - 1; power++)
            size /= 1024;
        return power == 0 ? $"{number} bytes" : string.Create(CultureInfo.InvariantCulture, $"{size:0.00} {units[power]}");
    }

    [GeneratedRegex("out of memory|can't allocate memory|not enough memory", RegexOptions.IgnoreCase)]
    private static partial Regex OutOfMemory();

    [GeneratedRegex("tried to allocate ([0-9.]+) ?([A-Za-z]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Asked();
}
