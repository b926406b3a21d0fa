using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NeuralMemory.Testing;

namespace NeuralMemory.BrowserChecks;

/// <summary>The table of runs.</summary>
internal static class RunsChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("runs: the first page lists runs and groups, in under a second", async stage =>
        {
            IPage tab = await stage.OpenAsync();
            Expect.Contains("Runs in", await tab.TitleAsync());
            Expect.Same(1, await tab.Locator("tr[data-key='run:tiny']").CountAsync(), "rows of tiny");
            Expect.Contains("3 runs", await tab.Locator("tr[data-key^='group:seeds']").InnerTextAsync());
            double shown = await tab.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime");
            Expect.True(shown < 1000, $"first shown after {shown:0} ms");
            await stage.ShootAsync(tab, "runs");
        }),
        new("runs: a group folds open", async stage =>
        {
            IPage tab = await stage.OpenAsync();
            await tab.Locator("tr[data-key^='group:seeds'] button.fold").ClickAsync();
            await tab.Locator("tr[data-key='run:seeds/seed-2']").WaitForAsync();
            await stage.ShootAsync(tab, "runs-open");
        }),
        new("runs: a filter and an order stand in the address", async stage =>
        {
            IPage tab = await stage.OpenAsync();
            await tab.Locator("input[type=search]").FillAsync("tiny state:");
            await Expect.Soon(async () => await tab.Locator("tbody tr").CountAsync() == 0, "the filter leaves nothing");
            await tab.Locator("input[type=search]").FillAsync("seed = 2");
            await Expect.Soon(async () => await tab.Locator("tbody tr").CountAsync() == 1, "the expression leaves one");
            Expect.Contains("filter=seed", tab.Url);
            await tab.Locator("input[type=search]").FillAsync("");
            await tab.GetByRole(AriaRole.Button, new() { Name = "run", Exact = true }).ClickAsync();
            await Expect.Soon(() => Task.FromResult(tab.Url.EndsWith("sort=run", StringComparison.Ordinal)), $"the order in {tab.Url}");
            await tab.ReloadAsync();
            Expect.Same("ascending", await tab.Locator("th.title[aria-sort]").First.GetAttributeAsync("aria-sort"), "order");
        }),
        new("runs: one that trains meanwhile appears and counts up by itself", async stage =>
        {
            IPage tab = await stage.OpenAsync();
            await using CommandRun training = CommandRun.Start(stage.Command, stage.Folder, "train",
                Repository.Path("configs", "copy-tiny.yaml"), "--out", "live", "--quiet",
                "--set", "stop=null", "--set", "training.steps=400000");
            ILocator row = tab.Locator("tr[data-key='run:live']");
            await row.WaitForAsync();
            await Expect.Soon(async () => (await row.InnerTextAsync()).Contains("left", StringComparison.Ordinal), "time left");
            HashSet<string> seen = [];
            await Expect.Soon(async () => seen.Add(await row.InnerTextAsync()) && seen.Count > 4 || seen.Count > 4, "the row changes");
            Expect.Contains("running", await row.InnerTextAsync());
            await stage.ShootAsync(tab, "runs-live");
            training.Signal("KILL");
            await Expect.Soon(async () => (await row.InnerTextAsync()).Contains("killed", StringComparison.Ordinal), "killed is told");
            Directory.Delete(Path.Combine(stage.Folder, "live"), recursive: true);
            await Expect.Soon(async () => await row.CountAsync() == 0, "a removed run goes");
        }),
        new("runs: the server takes less than 200 MB with a dozen tabs", async stage =>
        {
            for (int i = 0; i < 4; i++)
                foreach (string page in (string[])["", "run?name=tiny", "compare?run=tiny&group=seeds/seed-1"])
                    await stage.OpenAsync(page);
            string status = File.ReadAllText($"/proc/{stage.Server.Id}/status");
            long kilobytes = long.Parse(Regex.Match(status, @"VmRSS:\s+(\d+) kB").Groups[1].Value, CultureInfo.InvariantCulture);
            Expect.True(kilobytes < 200_000, $"{kilobytes} kB");
        }),
    ];
}
