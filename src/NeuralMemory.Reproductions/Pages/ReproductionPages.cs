using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>The pages of papers, each with what was asked for of its folder, and with what was run of it besides.</summary>
public sealed class ReproductionPages
{
    /// <summary>The seeds asked for; those on disk are told of besides.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>The command line that makes a page, told on it, from the name of its folder.</summary>
    public required Func<string, string> Command { get; init; }

    /// <summary>Is told of a config whose files cannot be read, and why: its page is written without it.</summary>
    public required Action<Reproduction, Exception> Unread { get; init; }

    /// <summary>Writes the page of each folder.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="pages">The paths of the pages.</param>
    /// <returns>What came of that which was asked for.</returns>
    /// <exception cref="RunException">The system refused.</exception>
    public IReadOnlyList<ReproductionOutcome> Write(IReadOnlyList<Reproduction> asked, out IReadOnlyList<string> pages)
    {
        ArgumentNullException.ThrowIfNull(asked);
        List<ReproductionOutcome> outcomes = [];
        List<string> written = [];
        foreach (IGrouping<string, Reproduction> folder in asked.GroupBy(reproduction => reproduction.Folder))
        {
            HashSet<string> names = [.. folder.Select(reproduction => reproduction.Name)];
            List<ReproductionOutcome> read = [];
            List<string> left = [];
            foreach (Reproduction sibling in ReproductionCatalog.Siblings(folder.First()))
            {
                if (Read(sibling, names.Contains(sibling.Name) ? Seeds : []) is { } outcome)
                    read.Add(outcome);
                else
                    left.Add(sibling.Name);
            }

            IReadOnlyList<ReproductionOutcome> linked = ContrastOutcome.Link(read);
            outcomes.AddRange(linked.Where(outcome => names.Contains(outcome.Name)));
            // What nobody asked for and nobody ran is nothing to tell of.
            ReproductionOutcome[] told = [.. linked.Where(outcome => names.Contains(outcome.Name) || outcome.Seeds.Count > 0)];
            left.AddRange(linked.Except(told).Select(outcome => outcome.Name));
            string command = Command(ReproductionCatalog.NameOf(folder.First()));
            written.Add(ReproductionFiles.Write(folder.Key, command, told, left));
        }

        pages = written;
        return outcomes;
    }

    /// <summary>What one came to; null when its files cannot be read: that of others is still worth having.</summary>
    private ReproductionOutcome? Read(Reproduction reproduction, IReadOnlyList<long> seeds)
    {
        try
        {
            return ReproductionReader.Read(reproduction, seeds);
        }
        catch (Exception exception) when (exception is RunException or InvalidInputException)
        {
            Unread(reproduction, exception);
            return null;
        }
    }
}
