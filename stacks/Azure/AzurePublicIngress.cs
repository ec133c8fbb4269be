using K8tre.Components.Azure.Ingress;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Azure;

/// <summary>Inputs of <see cref="AzurePublicIngress"/>.</summary>
internal sealed record AzurePublicIngressArgs
{
    /// <summary>The platform's settings.</summary>
    public required StackSettings Settings { get; init; }

    /// <summary>Landing zone of the platform.</summary>
    public required AzureLandingZone LandingZone { get; init; }

    /// <summary>Hub of the platform.</summary>
    public required HubNetwork Hub { get; init; }
}

/// <summary>Public ingress of the environments that have one: an application gateway and the key vault of its certificates.</summary>
internal sealed class AzurePublicIngress : ComponentResource
{
    /// <summary>Creates the key vault and the application gateway.</summary>
    public AzurePublicIngress(string name, AzurePublicIngressArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:stacks:AzurePublicIngress", name, options)
    {
        var (settings, platform, zone) = (args.Settings, args.Settings.Platform.Name, args.LandingZone);
        var environments = settings.Targets.Where(spec => spec.Target!.Aks!.PublicGateway)
            .Select(spec => (Label: spec.Environment.Label(), Domain: spec.Target!.ExternalDomain))
            .ToArray();
        var given = settings.Secrets.GatewayCertificates!;
        Certificates = new($"{platform}-certificates", new()
        {
            Scope = zone.Scope,
            VaultName = AzureMapping.UniqueName(settings, "kc", platform),
            Subnet = args.Hub.EndpointsSubnet,
            Zone = zone.VaultZone,
            LogWorkspace = zone.Logs.Id,
            Certificates = environments.ToDictionary(
                environment => environment.Label,
                environment => (Input<string>)given.Apply(all => Certificate(all, environment.Label))),
        }, new() { Parent = this });
        Address = new ApplicationGateway($"{platform}-gateway", new()
        {
            Scope = zone.Scope,
            Hub = args.Hub,
            Addresses = zone.Addresses,
            Zones = AzureMapping.Zones(settings),
            Vault = Certificates,
            Listeners =
            [
                .. environments.Select(environment =>
                    new GatewayListener(environment.Label, environment.Domain, Certificate: environment.Label)),
            ],
            LogWorkspace = zone.Logs.Id,
            RedirectsHttp = true,
        }, new() { Parent = this }).Address;

        RegisterOutputs();
    }

    /// <summary>Key vault of the certificates.</summary>
    public CertificateVault Certificates { get; }

    /// <summary>Public address of the application gateway.</summary>
    public Output<string> Address { get; }

    private static string Certificate(string certificates, string environment)
    {
        var secret = SecretSetting.Named(ConfigKeys.GatewayCertificates);
        var command = $"pulumi config set --secret --path '{secret.Path}.{environment}'";
        if (SecretMap.Read(certificates) is not { } all)
        {
            throw new RunException(
                $"{secret.Path} is one value; write an object with a value for each environment: PFX without a password, in base64. Run: "
                + $"pulumi config rm {secret.Path}, then {command}");
        }
        return all.GetValueOrDefault(environment) is { Length: > 0 } certificate
            ? certificate
            : throw new RunException(
                $"{secret.Path}.{environment} is not set or no text, and the environment has a public gateway; write a PFX without a "
                + $"password, in base64. Run: {command}");
    }
}
