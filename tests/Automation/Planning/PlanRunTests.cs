using K8tre.Automation;
using K8tre.Automation.Planning;
using K8tre.PlanModel;

namespace K8tre.Tests.Automation.Planning;

/// <summary>Programs as processes of their own, over real gRPC; their behaviour is in tests/Programs/Scenarios.</summary>
public sealed class PlanRunTests
{
    private const string Ciphertext = "v1:bm9uY2Vub25jZSE=:Y2lwaGVydGV4dCBhbmQgaXRzIHRhZw==";

    [Fact]
    public async Task A_program_is_planned_with_its_configuration_and_without_its_secrets()
    {
        using var project = new TemporaryProject().Write(
            "Pulumi.small.yaml",
            $$"""
            config:
              size: 3
              token: { secure: {{Ciphertext}} }
              object: { plain: 1, hidden: { secure: {{Ciphertext}} } }
            """);

        var plan = await PlanAsync(project, "small");

        var resources = plan.Resources.Where(resource => !resource.Implicit).ToList();
        Assert.Equal(["k8tre-small", "group", "password", "user"], resources.Select(resource => resource.Name));
        Assert.Equal("""{"host":"example.org","password":"[secret]"}""", resources[3].Inputs.ToJsonString());
        Assert.Equal([resources[2].Urn], resources[3].PropertyDependencies["password"]);
        Assert.Equal("""{"nested":"1","password":"[secret]","size":3,"token":"[secret]"}""", plan.Outputs.ToJsonString());
    }

    [Fact]
    public async Task The_same_program_gives_the_same_plan()
    {
        using var project = new TemporaryProject().Write(
            "Pulumi.small.yaml", $"config:\n  size: 3\n  token:\n    secure: {Ciphertext}\n  object:\n    plain: 1\n");

        Assert.Equal(Text(await PlanAsync(project, "small")), Text(await PlanAsync(project, "small")));

        static string Text(Plan plan)
        {
            using var stream = new MemoryStream();
            PlanJson.Write(plan, stream);
            return System.Text.Encoding.UTF8.GetString(stream.ToArray());
        }
    }

    [Theory]
    [InlineData("refuses", "k8tre:platform: region is 'mars'; supply a region of the vendor")]
    [InlineData("refuses-later", "the kubeconfig has no certificate; run `pulumi up` again")]
    [InlineData("breaks", "System.InvalidOperationException: the bridge is out")]
    [InlineData("crashes", "System.InvalidOperationException: crashed before the deployment began")]
    [InlineData("twice", "Duplicate resource URN 'urn:pulumi:twice::k8tre::test:index:Thing::same'; try giving it a unique name")]
    [InlineData("silent", "the program ended without registering a stack; its entry point has to return the result of Deployment.RunAsync")]
    public async Task A_program_that_fails_gives_its_message_and_no_stack_trace(string scenario, string message)
    {
        using var project = new TemporaryProject().Write($"Pulumi.{scenario}.yaml", "");

        var error = await Assert.ThrowsAsync<CommandException>(() => PlanAsync(project, scenario));

        Assert.Equal(message, error.Message);
        Assert.Equal(ExitCode.Failed, error.ExitCode);
    }

    [Fact]
    public async Task Warnings_of_the_program_reach_the_operator()
    {
        using var project = new TemporaryProject().Write("Pulumi.warns.yaml", "");
        var messages = new List<string>();

        await PlanAsync(project, "warns", request => request with { OnMessage = (severity, text) => messages.Add($"{severity}: {text}") });

        Assert.Equal(["warning: the road is narrow"], messages);
    }

    [Theory]
    [InlineData("hangs", 0)]
    [InlineData("hangs-inside", 1)]
    public async Task A_program_that_hangs_is_ended_after_the_time_allowed(string scenario, int resources)
    {
        using var project = new TemporaryProject().Write($"Pulumi.{scenario}.yaml", "");

        // Long enough for a busy machine to bring the program to where it hangs.
        var error = await Assert.ThrowsAsync<CommandException>(
            () => PlanAsync(project, scenario, request => request with { Timeout = TimeSpan.FromSeconds(10) }));

        Assert.StartsWith(
            $"the program did not end within 10 s and was stopped; it had registered {resources} resources.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_plan_ends_its_program()
    {
        using var project = new TemporaryProject().Write("Pulumi.hangs.yaml", "");
        using var interrupt = new CancellationTokenSource();
        var plan = PlanAsync(project, "hangs", cancellation: interrupt.Token);
        using var program = await HangingProgram.OfAsync(project);

        await interrupt.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => plan);
        Assert.True(program.HasExited);
    }

    [Fact]
    public async Task A_program_that_is_not_built_is_told_with_the_command_that_builds_it()
    {
        using var project = new TemporaryProject("name: k8tre\nruntime: dotnet\n").Write("Pulumi.dev.yaml", "").Write("Missing.csproj", "");

        var error = await Assert.ThrowsAsync<CommandException>(
            () => PlanRun.ExecuteAsync(new() { ProjectDirectory = project.Folder, Stack = "dev" }, default));

        Assert.StartsWith("the program Missing is not built:", error.Message, StringComparison.Ordinal);
        Assert.Contains("run `dotnet build . -c ", error.Message, StringComparison.Ordinal);
    }

    private static Task<Plan> PlanAsync(
        TemporaryProject project, string stack, Func<PlanRequest, PlanRequest>? with = null, CancellationToken cancellation = default)
    {
        var request = new PlanRequest { ProjectDirectory = project.Folder, Stack = stack, Program = Built.Scenarios };
        return PlanRun.ExecuteAsync(with?.Invoke(request) ?? request, cancellation);
    }
}
