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

    [Theory]
    [InlineData(1)]
    [InlineData(9_000)]
    [InlineData(40_000)]
    public void Arrays_whose_length_is_known_are_written_to_their_places(int rowLength)
    {
        float[] row = [.. Enumerable.Range(0, rowLength).Select(each => each * 0.5f)];
        using (NpzWriter npz = NpzWriter.Create(FilePath))
        {
            npz.Add("first", NpyArray.OfNumber(1));
            NpySeries<float> large = npz.GrowTo<float>("large", 12, rowLength);
            NpySeries<int> small = npz.GrowTo<int>("small", 12);
            NpySeries<byte> none = npz.GrowTo<byte>("none", 0, 4);
            for (int step = 0; step < 12; step++)
            {
                row[0] = step;
                large.Append(row);
                small.Append([step]);
            }

            Assert.Equal([_folder[".tmp-trace.npz"]], Directory.GetFileSystemEntries(_folder.Path));
            Assert.Equal("'small' was to have 12 rows, and more come (Parameter 'items')",
                Assert.Throws<ArgumentException>(() => small.Append([12])).Message);
            npz.Complete();
        }

        Dictionary<string, PlainNpy> arrays = PlainNpy.ReadAll(FilePath);
        Assert.Equal(["large.npy", "small.npy", "none.npy", "first.npy"], arrays.Keys);
        Assert.Equal(Enumerable.Range(0, 12).SelectMany(step => row.Skip(1).Prepend(step)), arrays["large.npy"].Floats());
        Assert.Equal($"{{'descr': '<f4', 'fortran_order': False, 'shape': (12, {rowLength}), }}", arrays["large.npy"].Dictionary);
        Assert.Equal(Enumerable.Range(0, 12).SelectMany(BitConverter.GetBytes), arrays["small.npy"].Numbers);
        Assert.Equal("{'descr': '|u1', 'fortran_order': False, 'shape': (0, 4), }", arrays["none.npy"].Dictionary);
    }

    /// <summary>The file has a hole of 5 GiB, so that what stands behind it needs the places of ZIP64.</summary>
    [Fact]
    public void Fewer_rows_than_there_is_room_for_are_an_array_of_fewer_rows()
    {
        using (NpzWriter npz = NpzWriter.Create(FilePath))
        {
            NpySeries<byte> few = npz.GrowTo<byte>("few", 5L << 30);
            few.Append([1, 2, 3]);
            npz.GrowTo<int>("behind", 2).Append([4, 5]);
            npz.Complete();
        }

        using NpzReader reader = NpzReader.Open(FilePath);
        Assert.Equal([1, 2, 3], reader.Read("few").ToArray<byte>());
        Assert.Equal([4, 5], reader.Read("behind").ToArray<int>());
        Assert.True(new FileInfo(FilePath).Length > 5L << 30);
    }

    [Fact]
    public void A_device_is_no_place_for_arrays() => Assert.Equal("cannot write '/dev/null': arrays go into a file, not to a device",
        Assert.Throws<RunException>(() => NpzWriter.Create("/dev/null")).Message);

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
