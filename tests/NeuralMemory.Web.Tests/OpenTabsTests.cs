using Microsoft.AspNetCore.Http;

namespace NeuralMemory.Web.Tests;

/// <summary>One tab too many is told so.</summary>
public sealed class OpenTabsTests
{
    [Fact]
    public async Task A_page_more_than_are_served_is_refused_and_one_that_closes_makes_room()
    {
        OpenTabs tabs = new();
        for (int i = 0; i < OpenTabs.Most; i++)
            await tabs.OnCircuitOpenedAsync(null!, default);
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, await AskAsync(tabs, "text/html,*/*"));
        Assert.Equal(StatusCodes.Status204NoContent, await AskAsync(tabs, "text/css"));
        await tabs.OnCircuitClosedAsync(null!, default);
        Assert.Equal(StatusCodes.Status204NoContent, await AskAsync(tabs, "text/html,*/*"));
    }

    private static async Task<int> AskAsync(OpenTabs tabs, string accept)
    {
        DefaultHttpContext context = new();
        context.Request.Headers.Accept = accept;
        context.Response.Body = new MemoryStream();
        await tabs.PassAsync(context, next =>
        {
            next.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        return context.Response.StatusCode;
    }
}
