using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace NeuralMemory.Torch;

/// <summary>Which version a libtorch has.</summary>
internal static partial class LibtorchVersion
{
    private const long LongestFile = 1 << 16;

    /// <summary>The version of the libtorch that the build puts beside the program.</summary>
    public static string Packaged { get; } = typeof(LibtorchVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "LibtorchVersion").Value!;

    /// <summary>
    /// What the files beside the libraries say: <c>version.py</c> of an installed PyTorch, or <c>build-version</c> of an unpacked libtorch;
    /// null if there is neither.
    /// </summary>
    /// <param name="folder">The folder of the libraries.</param>
    public static string? Beside(string folder)
    {
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) is not { } parent)
            return null;
        if (ReadSmall(Path.Combine(parent, "version.py")) is { } python && PythonVersion.Match(python) is { Success: true } match)
            return match.Groups[1].Value;
        return ReadSmall(Path.Combine(parent, "build-version"))?.Trim() is { Length: > 0 } version ? version : null;
    }

    /// <summary>What the loaded library says of its own build; null where it cannot be asked.</summary>
    /// <param name="torchCpu">The handle of <c>torch_cpu</c>.</param>
    public static unsafe string? Loaded(nint torchCpu)
    {
        // std::string at::show_config(): the caller gives the place of the result as the first argument. Other processors and compilers
        // do this otherwise.
        const string showConfig = "_ZN2at11show_configB5cxx11Ev";
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64
            || !NativeLibrary.TryGetExport(torchCpu, showConfig, out nint address))
            return null;
        CxxString result = default;
        ((delegate* unmanaged<CxxString*, CxxString*>)address)(&result);
        // The text stays allocated: a kilobyte, once.
        string text = Marshal.PtrToStringUTF8(result.Text, checked((int)result.Length));
        return ConfigVersion.Match(text) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static string? ReadSmall(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: < LongestFile } ? File.ReadAllText(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^__version__\s*(?::\s*\w+\s*)?=\s*['""]([^'""\s]+)['""]", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PythonVersion { get; }

    [GeneratedRegex(@"TORCH_VERSION=([^\s,]+)", RegexOptions.CultureInvariant)]
    private static partial Regex ConfigVersion { get; }

    /// <summary><c>std::string</c> of libstdc++.</summary>
    private unsafe struct CxxString
    {
        public nint Text;
        public nuint Length;
        public fixed byte Inside[16];
    }
}
