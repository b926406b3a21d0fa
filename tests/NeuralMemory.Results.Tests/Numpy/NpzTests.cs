namespace NeuralMemory.Results.Tests;

public sealed class NpzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder["trace.npz"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Arrays_that_grow_side_by_side_are_joined(bool compressed)
    {
        using (NpzWriter npz = NpzWriter.Create(FilePath, compressed))
        {
            NpySeries<float> weights = npz.Grow<float>("heads/weights", 1, 2);
            npz.Add("names", NpyArray.OfTexts(["write"]));
            NpySeries<long> steps = npz.Grow<long>("steps");
            for (int step = 0; step < 3; step++)
            {
                weights.Append([step, step + 0.5f]);
                steps.Append([step]);
            }

            Assert.Equal((2, 3L), (weights.RowLength, weights.Rows));
            npz.Complete();
        }

        Dictionary<string, PlainNpy> arrays = PlainNpy.ReadAll(FilePath);
        Assert.Equal(["heads/weights.npy", "names.npy", "steps.npy"], arrays.Keys);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1, 2), }", arrays["heads/weights.npy"].Dictionary);
        Assert.Equal([0, 0.5f, 1, 1.5f, 2, 2.5f], arrays["heads/weights.npy"].Floats());
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0], arrays["steps.npy"].Numbers);
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void The_same_arrays_give_the_same_bytes()
    {
        Write(1);
        byte[] first = File.ReadAllBytes(FilePath);
        Write(1);
        Assert.Equal(first, File.ReadAllBytes(FilePath));
        Write(2);
        Assert.NotEqual(first, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void What_is_not_completed_leaves_the_old_file_and_nothing_else()
    {
        Write(1);
        byte[] old = File.ReadAllBytes(FilePath);
        using (NpzWriter npz = NpzWriter.Create(FilePath))
            npz.Grow<float>("a", 3).Append([1, 2, 3]);

        Assert.Equal(old, File.ReadAllBytes(FilePath));
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_full_disk_is_told_of_and_the_old_file_stays()
    {
        Write(1);
        byte[] old = File.ReadAllBytes(FilePath);
        bool isFull = false;
        using (DiskProbe probe = new((call, _) =>
        {
            if (isFull && call == DiskCall.Write)
                throw new IOException("No space left on device", 28);
        }))
        using (NpzWriter npz = NpzWriter.Create(FilePath))
        {
            NpySeries<float> series = npz.Grow<float>("a");
            series.Append([1]);
            isFull = true;
            Assert.Equal($"cannot write '{FilePath}': the disk is full", Assert.Throws<RunException>(() => series.Append([2])).Message);
            Assert.Equal($"cannot write '{FilePath}': the disk is full", Assert.Throws<RunException>(npz.Complete).Message);
        }

        Assert.Equal(old, File.ReadAllBytes(FilePath));
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Two_writers_of_one_file_do_not_meet()
    {
        using NpzWriter first = NpzWriter.Create(FilePath);
        NpySeries<float> series = first.Grow<float>("a");
        series.Append([1]);

        Assert.Equal($"cannot write '{FilePath}': another process has it open",
            Assert.Throws<RunException>(() => NpzWriter.Create(FilePath)).Message);
        first.Complete();
        using NpzReader reader = NpzReader.Open(FilePath);
        Assert.Equal([1f], reader.Read("a").ToArray<float>());
    }

    [Fact]
    public void What_a_writer_that_died_left_is_taken_away()
    {
        string parts = Directory.CreateDirectory(_folder[".tmp-trace.npz.parts"]).FullName;
        File.WriteAllText(Path.Combine(parts, "7.npy"), "left");
        Write(1);

        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_path_without_a_folder_is_refused_before_anything_is_computed() => Assert.Equal(
        RunProblem.Missing, Assert.Throws<RunException>(() => NpzWriter.Create(_folder["none", "a.npz"])).Problem);

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/../b")]
    [InlineData("a\\b")]
    [InlineData("twice")]
    public void Names_that_are_none_or_taken_are_refused(string name)
    {
        using NpzWriter npz = NpzWriter.Create(FilePath);
        npz.Add("twice", NpyArray.OfNumber(1));
        Assert.ThrowsAny<ArgumentException>(() => npz.Grow<float>(name));
    }

    [Fact]
    public void Parts_of_rows_are_refused()
    {
        using NpzWriter npz = NpzWriter.Create(FilePath);
        Assert.Contains("rows of 2 numbers", Assert.Throws<ArgumentException>(() => npz.Grow<float>("a", 2).Append([1, 2, 3])).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Written by NumPy 1.24: numpy.savez_compressed of two arrays.</summary>
    [Fact]
    public void A_file_of_NumPy_is_read()
    {
        File.WriteAllBytes(FilePath, Convert.FromBase64String(SavedByNumpy));
        using NpzReader reader = NpzReader.Open(FilePath);

        Assert.Equal(["heads/weights", "names"], reader.Names);
        Assert.Equal([0f, 1, 2, 3], reader.Read("heads/weights").ToArray<float>());
        Assert.Equal([2, 2], reader.Read("heads/weights").Shape);
        Assert.Equal(["a", "bc"], reader.Read("names").ToTexts());
        Assert.True(reader.Has("names"));
        Assert.False(reader.Has("weights"));
        Assert.Equal($"'{FilePath}' has no array 'weights'; it has heads/weights, names",
            Assert.Throws<RunException>(() => reader.Read("weights")).Message);
    }

    [Fact]
    public void What_is_no_file_of_arrays_is_refused()
    {
        File.WriteAllText(FilePath, "no zip");
        Assert.Equal($"'{FilePath}' is damaged: it is no .npz file", Assert.Throws<RunException>(() => NpzReader.Open(FilePath)).Message);
    }

    private const string SavedByNumpy =
        "UEsDBBQAAAAIAAAAIQCR9OfbUAAAAJAAAAARABQAaGVhZHMvd2VpZ2h0cy5ucHkBABAAkAAAAAAAAABQAAAAAAAAAJvsF+obEMnIUMZQrZ6SWp"
        + "xcpG6loG6TZqKuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CkaaOgq1CmQDLgYwaLAHEg5A5AAAUEsDBBQAAAAIAAAAIQBwR22W"
        + "TQAAAJAAAAAJABQAbmFtZXMubnB5AQAQAJAAAAAAAAAATQAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuE2qkrqOgnpZfVFKUmBefX5SSCh"
        + "J3S8wpTgWKF2ckFqQC+RpGOpo6CrUKFACuRAYISALiZCAGAFBLAQIUAxQAAAAIAAAAIQCR9OfbUAAAAJAAAAARAAAAAAAAAAAAAACAAQAAAABo"
        + "ZWFkcy93ZWlnaHRzLm5weVBLAQIUAxQAAAAIAAAAIQBwR22WTQAAAJAAAAAJAAAAAAAAAAAAAACAAZMAAABuYW1lcy5ucHlQSwUGAAAAAAIAAg"
        + "B2AAAAGwEAAAAA";

    private void Write(float number)
    {
        using NpzWriter npz = NpzWriter.Create(FilePath, compressed: true);
        npz.Grow<float>("a").Append([number]);
        npz.Complete();
    }
}
