using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using NeuralMemory.Experiments;

namespace NeuralMemory.Web.Tests;

/// <summary>The memory page: its address is its state, whatever is done on it.</summary>
public sealed class MemoryPageTests : BunitContext, IClassFixture<TrainedRuns>
{
    private readonly MachineShelf _shelf = new(EngineCatalog.Native, TimeProvider.System);

    public MemoryPageTests(TrainedRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        DefaultWaitTimeout = TimeSpan.FromSeconds(60);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(runs.Folder);
        Services.AddSingleton(runs.Reader(_shelf));
        Services.AddSingleton(new ClampTrials(EngineCatalog.Native));
        Services.AddSingleton(TimeProvider.System);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    [Fact]
    public void It_shows_the_step_of_its_address()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=ntm&at=3");
        Assert.Equal("ntm-copy", page.Find("h1").TextContent);
        Assert.Equal("11", page.Find(".memory-page").GetAttribute("data-steps"));
        Assert.Equal("3", page.Find(".moment").GetAttribute("data-moment"));
        Assert.Single(page.FindAll(".rows"));
        Assert.Single(page.FindAll(".memory-matrix"));
    }

    [Fact]
    public async Task A_step_of_the_browser_changes_what_the_step_shows_and_leaves_the_rows()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=ntm&at=3");
        IRenderedComponent<PaneRows> rows = page.FindComponent<PaneRows>();
        int drawn = rows.RenderCount;
        await page.InvokeAsync(() => page.Instance.StepAsync(8));
        Assert.Equal("8", page.Find(".moment").GetAttribute("data-moment"));
        await page.InvokeAsync(() => page.Instance.StepAsync(8000));
        Assert.Equal("10", page.Find(".moment").GetAttribute("data-moment"));
        Assert.Equal(drawn, rows.RenderCount);
    }

    [Fact]
    public async Task Rows_that_are_folded_are_in_the_address_and_folded_again_where_it_is_opened()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=dnc&at=3");
        string[] titles = [.. page.FindAll("details.rows-part summary").Select(title => title.TextContent)];
        Assert.True(titles.Length >= 3);
        Assert.Equal(titles.Length, page.FindAll("details.rows-part[open]").Count);
        await page.InvokeAsync(() => page.Instance.Fold(titles[1], true));
        page.WaitForState(() => page.FindAll("details.rows-part[open]").Count == titles.Length - 1);
        await page.InvokeAsync(() => page.Instance.Fold("no such rows", true));
        MemoryState state = MemoryAddress.Read(new Uri(Navigation.Uri).Query, []);
        Assert.Equal([titles[1]], state.Folded);
        // On another page of the address, and in both panes of it where there are two.
        IRenderedComponent<MemoryPage> again = Open(Navigation.Uri);
        Assert.Equal(titles[1], again.Find("details.rows-part:not([open]) summary").TextContent);
        await again.InvokeAsync(() => again.Instance.Fold(titles[1], false));
        again.WaitForState(() => again.FindAll("details.rows-part[open]").Count == titles.Length);
        Assert.EndsWith("memory?run=dnc&at=3", Navigation.Uri, StringComparison.Ordinal);
        IRenderedComponent<MemoryPage> beside = Open($"memory?run=dnc&with=dnc&with-checkpoint=10&open={Uri.EscapeDataString(titles[0])}");
        Assert.Equal(
            [titles[0], titles[0]],
            beside.FindAll("details.rows-part[open] summary").Select(title => title.TextContent).Where(titles.Contains));
    }

    [Fact]
    public void Slots_of_a_machine_without_a_memory_are_said_to_mean_nothing()
    {
        Assert.Contains("no memory of slots: ‘slots=30’", Open("memory?run=lstm&slots=30").Find(".warning").TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "The machine beside it has no memory of slots",
            Open("memory?run=ntm&slots=30&with=transformer").Find(".warning").TextContent, StringComparison.Ordinal);
        Assert.Empty(Open("memory?run=ntm&slots=30").FindAll(".warning"));
    }

    [Fact]
    public void Keys_are_told_and_changes_are_told_by_the_names_of_heads()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=ntm&poke=clamp:heads/gates[0]=0&poke=head:heads/weights[0]@3=7");
        Assert.Contains("Page down", page.Find(".keys").TextContent, StringComparison.Ordinal);
        string[] changes = [.. page.FindAll(".pokes li").Select(change => change.TextContent.Trim())];
        Assert.StartsWith("all steps: interpolation gate of ", changes[0], StringComparison.Ordinal);
        Assert.Matches("^step 3: .*head looks at slot 7 alone", changes[1]);
        Assert.DoesNotContain("heads/", string.Concat(changes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_click_on_an_answer_traces_it_back_and_escape_forgets_it()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=ntm&at=3");
        await page.InvokeAsync(() => page.Instance.PressAsync(0, "3", 1, 8));
        page.WaitForElement(".origin-part");
        Assert.EndsWith("memory?run=ntm&at=8&ask=8&ask-column=1", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("8", page.Find(".moment").GetAttribute("data-moment"));
        await page.InvokeAsync(page.Instance.ForgetAsync);
        page.WaitForState(() => page.FindAll(".origin-part").Count == 0);
        await page.InvokeAsync(page.Instance.AskAsync);
        page.WaitForElement(".origin-part");
    }

    [Fact]
    public async Task A_click_changes_an_input_when_that_is_asked_for()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=ntm&at=3");
        await page.InvokeAsync(() => page.Instance.PressAsync(0, "0", 1, 2));
        Assert.DoesNotContain("poke", Navigation.Uri, StringComparison.Ordinal);
        await Button(page, "Change").ClickAsync(new());
        await page.InvokeAsync(() => page.Instance.PressAsync(0, "0", 1, 2));
        page.WaitForState(() => page.FindAll(".pane").Count == 2);
        Assert.Contains("poke=input:2:1=", Navigation.Uri, StringComparison.Ordinal);
        Assert.Single(page.FindAll(".pokes li"));
        await page.Find(".pokes button").ClickAsync(new());
        page.WaitForState(() => page.FindAll(".pane").Count == 1);
        Assert.EndsWith("memory?run=ntm&at=3", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_click_on_the_memory_fills_the_form()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=ntm&at=3");
        await Button(page, "Change").ClickAsync(new());
        await page.InvokeAsync(() => page.Instance.PressAsync(0, "memory", 4, 7));
        page.WaitForState(() => Button(page, "the memory").GetAttribute("aria-pressed") == "true");
        await page.Find(".poke-form input[type=text]").ChangeAsync(new() { Value = "0.5" });
        await page.Find(".poke-form").SubmitAsync();
        page.WaitForState(() => page.FindAll(".pane").Count == 2);
        Assert.Contains("poke=memory:3:7:4=0.5", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_says_what_is_no_number()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=ntm");
        await page.Find(".poke-form input[type=text]").ChangeAsync(new() { Value = "much" });
        await page.Find(".poke-form").SubmitAsync();
        Assert.Contains("‘much’ is no number", page.Find(".poke .warning").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_of_the_episode_go_to_another_one()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=ntm&at=3&poke=input:2:1=1&poke=clamp:heads/gates=0");
        await page.Find("input[name=episode]").ChangeAsync(new() { Value = "5" });
        await page.Find("input[name=slots]").ChangeAsync(new() { Value = "20" });
        await page.Find("input[name=length]").ChangeAsync(new() { Value = "9" });
        await page.Find(".form form").SubmitAsync();
        page.WaitForState(() => page.Find(".memory-page").GetAttribute("data-steps") == "19");
        // What was changed at a place of the other episode is no longer meant; what is held all the time is.
        Assert.EndsWith("memory?run=ntm&episode=5&slots=20&set=length=9&poke=clamp:heads/gates=0", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_machines_stand_beside_each_other()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=ntm&at=3&with=dnc");
        Assert.Equal(2, page.FindAll(".pane").Count);
        Assert.Equal(["3", "3"], page.FindAll(".moment").Select(moment => moment.GetAttribute("data-moment")));
    }

    [Fact]
    public void What_cannot_be_shown_is_said_and_the_page_stays()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=gone");
        Assert.Contains("no run", page.Find(".problem").TextContent, StringComparison.Ordinal);
        page.InvokeAsync(() => Navigation.NavigateTo("memory?run=ntm&colour=writer"));
        page.WaitForElement(".moment");
        Assert.Empty(page.FindAll(".problem"));
        Assert.Contains("colour", page.Find(".warning").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_under_the_pointer_is_told()
    {
        IRenderedComponent<MemoryPage> page = Open("memory?run=ntm&at=3");
        Assert.StartsWith("step 2 · input · data 1", page.Instance.HoverAsync(0, "0", 1, 2), StringComparison.Ordinal);
        Assert.Null(page.Instance.HoverAsync(5, "0", 1, 2));
        Assert.Null(page.Instance.HoverAsync(0, "-1", -1, 2));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _shelf.Dispose();
    }

    private static IElement Button(IRenderedComponent<MemoryPage> page, string text) =>
        page.FindAll("button").First(button => button.TextContent.Trim() == text);

    private IRenderedComponent<MemoryPage> Open(string address)
    {
        Navigation.NavigateTo(address);
        IRenderedComponent<MemoryPage> page = Render<MemoryPage>();
        page.WaitForState(() => page.FindAll(".moment,.problem").Count > 0);
        return page;
    }
}
