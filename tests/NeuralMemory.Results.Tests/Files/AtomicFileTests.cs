using System.Globalization;
using System.Text;

namespace NeuralMemory.Results.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder["a.txt"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_disk_that_fails_is_not_taken_for_a_file_in_the_way()
    {
        AtomicFile.WriteText(FilePath, "whole");

        Assert.Equal($"cannot read '{FilePath}': the disk does not answer as it should (an input/output error)",
            RunException.Refused("read", FilePath, new IOException("Input/output error", 5)).Message);
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole_and_nothing_else_is_left()
    {
        AtomicFile.WriteText(FilePath, "a longer first content");
        AtomicFile.WriteText(FilePath, "grün");

        Assert.Equal("grün"u8.ToArray(), File.ReadAllBytes(FilePath));
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_temporary_file_is_told()
    {
        Directory.CreateDirectory(_folder[".tmp-a.txt"]);
        Assert.StartsWith($"cannot write '{FilePath}': ", Assert.Throws<RunException>(() => AtomicFile.WriteText(FilePath, "new")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_content_and_no_leftover()
    {
        AtomicFile.WriteText(FilePath, "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(FilePath, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(FilePath));
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Readers_see_the_old_content_until_the_new_one_is_complete()
    {
        AtomicFile.WriteText(FilePath, "old");

        AtomicFile.Write(FilePath, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(FilePath));
        });

        Assert.Equal("new", File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_reader_never_sees_a_part()
    {
        string[] contents = [new('a', 100_000), new('b', 50_000)];
        AtomicFile.WriteText(FilePath, contents[0]);
        using CancellationTokenSource stop = new();
        Thread writer = new(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
                AtomicFile.WriteText(FilePath, contents[i % 2]);
        });
        writer.Start();

        for (int i = 0; i < 2000; i++)
            Assert.Contains(File.ReadAllText(FilePath), contents);

        stop.Cancel();
        writer.Join();
    }

    [Fact]
    public void A_leftover_of_a_crash_is_overwritten_by_the_next_writer()
    {
        File.WriteAllText(_folder[".tmp-a.txt"], "half of something much longer");

        AtomicFile.WriteText(FilePath, "whole");

        Assert.Equal("whole", File.ReadAllText(FilePath));
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Leftovers_are_removed_but_not_what_another_is_writing_and_not_other_files()
    {
        File.WriteAllText(_folder[".tmp-dead"], "");
        Directory.CreateDirectory(_folder[".tmp-dead-folder", "below"]);
        File.WriteAllText(_folder[".hidden"], "");
        using FileStream alive = new(_folder[".tmp-alive"], FileMode.Create, FileAccess.Write, FileShare.None);

        AtomicFile.RemoveLeftovers(_folder.Path);

        Assert.Equal([".hidden", ".tmp-alive"],
            Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        AtomicFile.RemoveLeftovers(_folder["no such folder"]);
    }

    [Fact]
    public async Task A_second_writer_of_the_same_file_waits_for_the_first()
    {
        Task second = Task.CompletedTask;
        AtomicFile.Write(FilePath, stream =>
        {
            stream.Write("first"u8);
            second = Task.Run(() => AtomicFile.Write(FilePath, other => other.Write(File.ReadAllBytes(FilePath))));
            Thread.Sleep(50);
            Assert.False(second.IsCompleted);
        });

        await second;
        Assert.Equal("first", File.ReadAllText(FilePath));
    }

    [Fact]
    public void Writers_and_cleaners_that_meet_lose_nothing()
    {
        Thread[] writers = [.. Enumerable.Range(0, 4).Select(writer => new Thread(() =>
        {
            for (int i = 0; i < 50; i++)
            {
                AtomicFile.Write(FilePath, stream =>
                {
                    int count = File.Exists(FilePath) ? int.Parse(Storage.ReadText(FilePath), CultureInfo.InvariantCulture) : 0;
                    stream.Write(Encoding.UTF8.GetBytes((count + 1).ToString(CultureInfo.InvariantCulture)));
                });
                AtomicFile.RemoveLeftovers(_folder.Path);
            }
        }))];
        foreach (Thread writer in writers)
            writer.Start();
        foreach (Thread writer in writers)
            writer.Join();
        Assert.Equal("200", File.ReadAllText(FilePath));
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_named() =>
        Assert.Equal($"cannot write '{_folder["none", "a.txt"]}': there is no such folder",
            Samples.Fails(() => AtomicFile.WriteText(_folder["none", "a.txt"], "")).Message);

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_named()
    {
        File.WriteAllText(FilePath, "");

        Assert.Equal($"cannot write '{Path.Combine(FilePath, "b.txt")}': '{FilePath}' is a file, not a folder",
            Samples.Fails(() => AtomicFile.WriteText(Path.Combine(FilePath, "b.txt"), "")).Message);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_refused_and_nothing_is_left()
    {
        Directory.CreateDirectory(FilePath);

        RunException problem = Samples.Fails(() => AtomicFile.WriteText(FilePath, ""));

        Assert.Equal($"cannot write '{FilePath}': it is a folder, not a file", problem.Message);
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_full_disk_is_called_so()
    {
        if (!File.Exists("/dev/full"))
            return;
        RunException problem = Samples.Fails(() => Storage.Try("write", "/dev/full", () =>
        {
            using FileStream stream = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            stream.WriteByte(1);
        }));

        Assert.Equal(RunProblem.Storage, problem.Problem);
        Assert.Equal("cannot write '/dev/full': the disk is full", problem.Message);
    }

    [Fact]
    public void A_device_is_written_to_and_stays_what_it_is()
    {
        if (!File.Exists("/dev/full") || !File.Exists("/dev/null"))
            return;
        Assert.Equal("cannot write '/dev/full': the disk is full",
            Samples.Fails(() => AtomicFile.WriteText("/dev/full", "1")).Message);
        AtomicFile.WriteText("/dev/null", "1");
        Assert.Equal((0L, 0L), (new FileInfo("/dev/full").Length, new FileInfo("/dev/null").Length));
        Assert.Empty(Directory.GetFileSystemEntries("/dev", AtomicFile.TemporaryPrefix + "*"));
    }

    [Fact]
    public void A_place_without_permission_is_called_so()
    {
        // The kernel's own folder: not even the system's administrator can make files there.
        if (!Directory.Exists("/sys/kernel"))
            return;
        Assert.Matches("^cannot write '/sys/kernel/a.txt': (no permission|the disk is mounted read-only)$",
            Samples.Fails(() => AtomicFile.WriteText("/sys/kernel/a.txt", "")).Message);
    }
}
