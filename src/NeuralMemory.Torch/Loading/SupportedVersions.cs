using System.Globalization;

namespace NeuralMemory.Torch;

/// <summary>
/// The versions of libtorch that TorchSharp's library works with. It is compiled against one of them and calls C++ functions by their
/// mangled names: with another one, names are missing or mean something else.
/// </summary>
internal static class SupportedVersions
{
    private const int Major = 2, FirstMinor = 10, LastMinor = 11;

    /// <summary>They, as a sentence names them.</summary>
    public static string Text { get; } = string.Create(CultureInfo.InvariantCulture, $"{Major}.{FirstMinor} or {Major}.{LastMinor}");

    /// <summary>Whether a version such as <c>2.10.0+cu128</c> is one of them.</summary>
    public static bool Contains(string version) =>
        version.Split('.', '+', '-') is [var major, var minor, ..]
        && int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out int first)
        && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out int second)
        && first == Major && second is >= FirstMinor and <= LastMinor;

    /// <summary>Refuses another version.</summary>
    /// <exception cref="TorchUnavailableException">It is not one of them.</exception>
    public static void Check(string version, string folder)
    {
        if (!Contains(version))
            throw new TorchUnavailableException($"the libtorch in '{folder}' has version {version}; this program works with {Text}: "
                + $"install one of these and set {TorchLibrary.Variable} to its folder.");
    }
}
