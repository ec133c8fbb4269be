using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Conformance;
using K8tre.PlanModel;

namespace K8tre.Tests.Conformance;

/// <summary>Programs of the official Node.js SDK on the recording engine: whether it speaks the protocol, that SDK decides.</summary>
[Collection(NodePrograms.Name)]
public sealed class EngineTests
{
    private const string Password = "correct horse battery staple";

    // One run serves the tests that read it; none is started where they are skipped.
    private static readonly Lazy<Task<NodeProgram.Run>> Platform = new(PlatformAsync);

    [OfficialPackagesFact]
    public async Task A_program_runs_to_its_end_and_registers_everything_under_its_parents()
    {
        var run = await Platform.Value;

        Assert.Equal((0, ""), (run.ExitCode, string.Join('\n', run.Errors)));
        Assert.Equal(
            [
                "urn:pulumi:dev::sample::command:local:Command::probe",
                "urn:pulumi:dev::sample::kubernetes:core/v1:Namespace::gitops",
                "urn:pulumi:dev::sample::pulumi:providers:kubernetes::cluster",
                "urn:pulumi:dev::sample::pulumi:pulumi:Stack::sample-dev",
                "urn:pulumi:dev::sample::pulumi:pulumi:StackReference::shared",
                "urn:pulumi:dev::sample::sample:index:Network$aws:ec2/subnet:Subnet::net-0",
                "urn:pulumi:dev::sample::sample:index:Network$aws:ec2/subnet:Subnet::net-1",
                "urn:pulumi:dev::sample::sample:index:Network$aws:ec2/vpc:Vpc::net",
                "urn:pulumi:dev::sample::sample:index:Network::net",
            ],
            run.Plan.Resources.Where(resource => !resource.Implicit)
                .Select(resource => resource.Urn).Order(StringComparer.Ordinal).ToArray());
    }

    [OfficialPackagesFact]
    public async Task Values_flow_from_one_resource_into_another_with_their_dependencies()
    {
        var run = await Platform.Value;

        var (vpc, subnet) = (Resource(run, "net", "aws:ec2/vpc:Vpc"), Resource(run, "net-1", "aws:ec2/subnet:Subnet"));
        Assert.Equal("10.0.0.0/16", (string?)vpc.Inputs["cidrBlock"]);
        Assert.Equal(vpc.Id, (string?)subnet.Inputs["vpcId"]);
        Assert.Equal([vpc.Urn], subnet.PropertyDependencies["vpcId"]);
        Assert.True(subnet.Options.Protect);
        // What no provider has answered yet stays unknown, and so does what is made of it.
        Assert.Equal("[unknown]", (string?)Resource(run, "probe", "command:local:Command").Inputs["create"]);
    }

    [OfficialPackagesFact]
    public async Task A_provider_function_and_another_stack_answer()
    {
        var run = await Platform.Value;

        var labels = Resource(run, "gitops", "kubernetes:core/v1:Namespace").Inputs["metadata"]!["labels"]!;
        Assert.Equal("123456789012", (string?)labels["account"]);
        Assert.Equal("eu-west-2", (string?)labels["region"]);
        Assert.Equal(["aws:index/getCallerIdentity:getCallerIdentity"], run.Plan.Invokes.Select(invoke => invoke.Token));
        Assert.True(Resource(run, "shared", "pulumi:pulumi:StackReference").Read);
    }

    [OfficialPackagesFact]
    public async Task The_provider_and_what_a_resource_waits_for_are_recorded()
    {
        var run = await Platform.Value;

        var ns = Resource(run, "gitops", "kubernetes:core/v1:Namespace");
        Assert.Equal(Resource(run, "cluster", "pulumi:providers:kubernetes").Urn, ns.Provider);
        // Waiting for a component is waiting for the resources in it.
        Assert.Contains(Resource(run, "net-0", "aws:ec2/subnet:Subnet").Urn, ns.Dependencies);
    }

    [OfficialPackagesFact]
    public async Task Secrets_stay_secret_and_out_of_the_plan()
    {
        var run = await Platform.Value;

        Assert.Contains("/inputs/kubeconfig", Resource(run, "cluster", "pulumi:providers:kubernetes").Secrets);
        Assert.Equal("[secret]", (string?)run.Plan.Outputs["password"]);
        using var text = new MemoryStream();
        PlanJson.Write(run.Plan, text);
        Assert.DoesNotContain(Password, System.Text.Encoding.UTF8.GetString(text.ToArray()), StringComparison.Ordinal);
    }

    [OfficialPackagesFact]
    public async Task Stack_outputs_arrive_known_and_unknown()
    {
        var run = await Platform.Value;

        Assert.Equal(Resource(run, "net", "aws:ec2/vpc:Vpc").Id, (string?)run.Plan.Outputs["vpcId"]);
        Assert.Equal("[unknown]", (string?)run.Plan.Outputs["arn"]);
        // A simulated host answers like a script without a result.
        Assert.Equal("\n#k8tre result\n\n#k8tre end\n", (string?)run.Plan.Outputs["said"]);
        Assert.False(run.Plan.Outputs.ContainsKey("nothing"));
    }

    [OfficialPackagesTheory]
    [InlineData("throws", "the address range is used up")]
    [InlineData("registers-twice", "Duplicate resource URN 'urn:pulumi:dev::sample::aws:ec2/vpc:Vpc::net'")]
    [InlineData("lacks-configuration", "Missing required configuration variable 'sample:cidrBlock'")]
    public async Task A_program_that_fails_ends_with_an_exit_code_and_its_message(string program, string message)
    {
        var run = await RunAsync(program, []);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(run.Errors, error => error.Contains(message, StringComparison.Ordinal));
    }

    private static PlanResource Resource(NodeProgram.Run run, string name, string type)
        => run.Plan.Resources.Single(resource => resource.Name == name && resource.Type == type);

    private static Task<NodeProgram.Run> PlatformAsync() => RunAsync("platform", new()
    {
        ["sample:cidrBlock"] = "10.0.0.0/16",
        ["sample:zones"] = """["10.0.0.0/24","10.0.1.0/24"]""",
        ["sample:kubeconfig"] = "apiVersion: v1",
        ["sample:password"] = Password,
    });

    private static Task<NodeProgram.Run> RunAsync(string program, Dictionary<string, string> config) => NodeProgram.RunAsync(
        [Path.Combine(Repository.Root, "tests/Conformance/programs/node", $"{program}.cjs")],
        new()
        {
            Project = "sample",
            Stack = "dev",
            StackOutputs = new Dictionary<string, Struct>
            {
                ["organization/shared/dev"] = new() { Fields = { ["region"] = Value.ForString("eu-west-2") } },
            },
        },
        OfficialPackages.Installed,
        config,
        ["sample:kubeconfig", "sample:password"],
        CancellationToken.None);
}
