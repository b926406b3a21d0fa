using System.Buffers.Binary;
using static NeuralMemory.Torch.ElfFile;

namespace NeuralMemory.Torch;

/// <summary>
/// Makes a library that was linked against newer libraries load with older ones, where it can work with them: a version that none of its
/// relocations uses is no longer required, and a symbol that the older library has under an older version is asked for under that one.
/// </summary>
internal static class VersionWaiver
{
    private const int FlagsAt = 4, NameAt = 8;
    private const ushort Weak = 2;

    /// <summary>
    /// Functions that were given a new version without a change of what they do. In GCC 12 <c>condition_variable::wait</c> moved into the
    /// library's own namespace, and kept its old version for programs linked before.
    /// </summary>
    private static readonly Dictionary<(string Symbol, string Version), string> Older = new()
    {
        [("_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE", "GLIBCXX_3.4.30")] = "GLIBCXX_3.4.11",
    };

    /// <summary>The versions that a library requires and the loaded libraries do not have.</summary>
    /// <param name="needs">What the library asks for.</param>
    /// <param name="provided">
    /// What a loaded library provides, by its name; null for one that is not loaded, which is left to the system.
    /// </param>
    public static IReadOnlyList<VersionNeed> Missing(IReadOnlyList<VersionNeed> needs, Func<string, IReadOnlySet<string>?> provided)
    {
        Dictionary<string, IReadOnlySet<string>?> known =
            needs.Select(need => need.Library).Distinct().ToDictionary(library => library, provided);
        return [.. needs.Where(need => !need.IsWeak && known[need.Library]?.Contains(need.Version) == false)];
    }

    /// <summary>Changes a library's bytes so that it loads without some versions.</summary>
    /// <param name="bytes">The library.</param>
    /// <param name="missing">The versions that it must do without.</param>
    /// <returns>The changed library, or null with <paramref name="problem"/>.</returns>
    /// <param name="problem">The version that it cannot do without; null if there is none.</param>
    public static byte[]? Apply(ReadOnlySpan<byte> bytes, IReadOnlyList<VersionNeed> missing, out VersionNeed? problem)
    {
        byte[] changed = bytes.ToArray();
        using MemoryStream stream = new(changed, writable: false);
        ElfFile file = ElfFile.Read(stream);
        IReadOnlyList<VersionNeed> needs = ElfVersions.Needs(file);
        ILookup<ushort, string> used = ElfVersions.SymbolsInUse(file, missing.Select(need => need.Index).ToHashSet());
        foreach (VersionNeed need in missing)
        {
            Span<byte> entry = changed.AsSpan((int)need.Offset);
            string[] symbols = [.. used[need.Index]];
            if (symbols.Length == 0)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(entry[FlagsAt..], (ushort)(U16(entry, FlagsAt) | Weak));
            }
            else if (OlderOf(need, symbols, needs.Except(missing)) is { } older)
            {
                ReadOnlySpan<byte> other = bytes[(int)older.Offset..];
                // The hash and the name; the number that its symbols have stays.
                other[..4].CopyTo(entry);
                other.Slice(NameAt, 4).CopyTo(entry[NameAt..]);
            }
            else
            {
                problem = need;
                return null;
            }
        }

        problem = null;
        return changed;
    }

    /// <summary>The version under which an older library has all these symbols; null if there is none.</summary>
    private static VersionNeed? OlderOf(VersionNeed need, string[] symbols, IEnumerable<VersionNeed> present)
    {
        string?[] older = [.. symbols.Select(symbol => Older.GetValueOrDefault((symbol, need.Version))).Distinct()];
        return older is [{ } version] ? present.FirstOrDefault(other => other.Library == need.Library && other.Version == version) : null;
    }
}
