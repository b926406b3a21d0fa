using System.Runtime.InteropServices;

namespace NeuralMemory.Torch;

/// <summary>TorchSharp's own native library, which stands between its C# and libtorch.</summary>
internal static class TorchSharpLibrary
{
    /// <summary>Its name in TorchSharp's imports.</summary>
    public const string Name = "LibTorchSharp";

    private static readonly Version OldestGlibc = new(2, 34);

    /// <summary>Loads it, after libtorch.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="provided">The versions that a loaded library of the system provides, by its name.</param>
    /// <param name="waived">The versions of the C++ library that it had to do without.</param>
    /// <exception cref="TorchUnavailableException">It does not work here.</exception>
    public static nint Load(
        string path, Func<string, IReadOnlySet<string>?> provided, out IReadOnlyList<string> waived)
    {
        waived = [];
        if (!OperatingSystem.IsLinux())
            return NativeLibrary.Load(path);
        if (DynamicLoader.CLibrary() is not { } glibc)
            throw new TorchUnavailableException("TorchSharp needs glibc, which this system does not have; run on a system with glibc "
                + $"{OldestGlibc} or newer, such as Debian 12, or use the native engine.");
        if (glibc < OldestGlibc)
            throw new TorchUnavailableException($"TorchSharp needs glibc {OldestGlibc} or newer, and this system has {glibc}; run on a "
                + "newer system, such as Debian 12, Ubuntu 22.04 or RHEL 9, or use the native engine.");
        IReadOnlyList<VersionNeed> missing = Missing(path, provided);
        if (missing.Count == 0)
            return DynamicLoader.Load(path);
        byte[] changed = VersionWaiver.Apply(File.ReadAllBytes(path), missing, out VersionNeed? problem)
            ?? throw new TorchUnavailableException($"TorchSharp needs {problem!.Version} of {problem.Library}, and this system's "
                + $"('{LoadedLibraries.FileOf(problem.Library)}') is older; run on a newer system, or put the folder of a newer one into "
                + "LD_LIBRARY_PATH.");
        waived = [.. missing.Select(need => need.Version)];
        return LoadCopy(changed);
    }

    private static IReadOnlyList<VersionNeed> Missing(string path, Func<string, IReadOnlySet<string>?> provided)
    {
        using FileStream stream = File.OpenRead(path);
        return VersionWaiver.Missing(ElfVersions.Needs(ElfFile.Read(stream)), provided);
    }

    /// <summary>A library has to be a file while it is loaded, and no longer.</summary>
    private static nint LoadCopy(byte[] library)
    {
        string? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory("neuralmemory-torch-").FullName;
            string copy = Path.Combine(folder, LibraryName.Of(Name));
            File.WriteAllBytes(copy, library);
            return DynamicLoader.Load(copy);
        }
        catch (DllNotFoundException exception) when (exception.Message.Contains("failed to map segment", StringComparison.Ordinal))
        {
            throw new TorchUnavailableException($"nothing can be loaded from the temporary folder '{Path.GetTempPath()}' (it is mounted "
                + "noexec), and TorchSharp's library needs a changed copy there on this system; set TMPDIR to a folder that allows it.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TorchUnavailableException($"the temporary folder '{Path.GetTempPath()}' cannot be written to "
                + $"({exception.Message.TrimEnd('.')}), and TorchSharp's library needs a changed copy there on this system; set TMPDIR to "
                + "a folder that can.", exception);
        }
        finally
        {
            if (folder is not null)
                Directory.Delete(folder, recursive: true);
        }
    }
}
