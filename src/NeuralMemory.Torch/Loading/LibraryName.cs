namespace NeuralMemory.Torch;

/// <summary>What a native library's file is called on this system.</summary>
internal static class LibraryName
{
    /// <summary><c>libNAME.so</c>, <c>NAME.dll</c> or <c>libNAME.dylib</c>.</summary>
    public static string Of(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}
