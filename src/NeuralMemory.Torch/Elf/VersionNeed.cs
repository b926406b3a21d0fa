namespace NeuralMemory.Torch;

/// <summary>A version of another library that a library asks for: an entry of <c>.gnu.version_r</c>.</summary>
/// <param name="Library">The other library, such as <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version, such as <c>GLIBCXX_3.4.30</c>.</param>
/// <param name="Index">The number that symbols of this version have.</param>
/// <param name="IsWeak">Whether the library loads without it too.</param>
/// <param name="Offset">Where the file has the entry.</param>
internal sealed record VersionNeed(string Library, string Version, ushort Index, bool IsWeak, long Offset);
