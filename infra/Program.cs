using K8tre.Stacks;
using K8tre.Stacks.Settings;
using Pulumi;

return await Deployment.RunAsync(() => Platform.DefineAsync(PlatformSettings.Read(new Config())));
