using System.Globalization;

namespace NeuralMemory.Benchmarks;

/// <summary>A cache of one core, and how fast numbers come out of it.</summary>
/// <param name="Name">Such as L2.</param>
/// <param name="Bytes">How much it holds.</param>
/// <param name="Rate">Bytes a second of a loop that reads, measured.</param>
internal readonly record struct CacheLevel(string Name, long Bytes, double Rate)
{
    private const string Folder = "/sys/devices/system/cpu/cpu0/cache";

    /// <summary>The sizes of this machine's three levels as the system tells them; where it does not, usual ones.</summary>
    public static long[] Sizes()
    {
        long[] sizes = [32 << 10, 512 << 10, 16 << 20];
        if (!Directory.Exists(Folder))
            return sizes;
        foreach (string index in Directory.EnumerateDirectories(Folder, "index*"))
        {
            string kind = Read(index, "type"), size = Read(index, "size");
            int level = int.Parse(Read(index, "level"), CultureInfo.InvariantCulture);
            if (kind != "Instruction" && level is >= 1 and <= 3 && size.EndsWith('K'))
                sizes[level - 1] = long.Parse(size[..^1], CultureInfo.InvariantCulture) << 10;
        }

        return sizes;
    }

    private static string Read(string folder, string name) => File.ReadAllText(Path.Combine(folder, name)).Trim();
}
